import { island } from "../lib/island";

// The time of day at the site, for wall screens and the door tablet.
island("[data-clock]", (element) => {
  const format = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: element.dataset["zone"] });
  const show = (): void => {
    element.textContent = format.format(new Date());
  };
  show();
  setInterval(show, 1000);
});

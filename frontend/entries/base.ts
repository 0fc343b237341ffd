import "../css/style.css";
import "../css/frame.css";
import "../islands/frame";
import "../islands/draft";
import "../islands/until";
import "../islands/live";
import "../islands/leave";

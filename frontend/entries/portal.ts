import "../css/style.css";
import "../css/public.css";
import "../css/portal.css";
import "../islands/frame";
import "../islands/draft";
import "../islands/portal";

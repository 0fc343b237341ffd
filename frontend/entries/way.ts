import "../css/style.css";
import "../css/public.css";
import "../css/way.css";
import "../islands/frame";

import "../css/style.css";
import "../css/phone.css";
import "../css/public.css";
import "../islands/frame";
import "../islands/draft";
import "../islands/until";
import "../islands/photo";
import "../islands/signature";

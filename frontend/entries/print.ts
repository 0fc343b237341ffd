import "../css/tokens.css";
import "../css/print.css";
import "../islands/frame";

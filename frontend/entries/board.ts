import "../css/style.css";
import "../css/board.css";
import "../islands/clock";
import "../islands/until";
import "../islands/live";

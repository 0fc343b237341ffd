import "../css/screen.css";
import "../islands/screen";

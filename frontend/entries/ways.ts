import "../css/way.css";
import "../islands/ways";

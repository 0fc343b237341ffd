import "../css/grid.css";
import "../islands/grid";

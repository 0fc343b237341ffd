import "../css/seating.css";
import "../islands/seating";

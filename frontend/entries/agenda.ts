import "../css/agenda.css";
import "../islands/agenda";

import "../css/desk.css";
import "../islands/desk";
import "../islands/desklock";

import "./public";
import "../css/assembly.css";
import "../islands/live";
import "../islands/ping";

import "../css/plan.css";
import "../islands/walk";

mod forwarding;
mod gate;
mod model;
mod several;
mod steps;
mod walk;

mod model;
mod steps;
mod walk;

mod folds;
mod laws;
mod rules;
mod shapes;
mod strategy;

mod canonical;
mod kinds;
mod strategy;

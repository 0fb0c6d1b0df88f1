mod canonical;
mod checkpoint;
mod kinds;
pub(crate) mod strategy;

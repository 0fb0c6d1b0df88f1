mod drafts;
mod model;
mod moves;

mod drafts;
mod moves;

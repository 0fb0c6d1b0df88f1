mod endpoints;
mod replaying;

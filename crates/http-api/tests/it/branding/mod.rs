mod files;
mod links;
mod look;

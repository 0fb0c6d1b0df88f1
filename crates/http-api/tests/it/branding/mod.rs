mod files;
mod look;

mod connectors;
mod create_link;
mod linked;
mod metadata;
mod options;

mod connectors;
mod mapping;
mod schema;
mod suggest;

//! Integration tests of the JSON API, over its real router and a store in memory. The modules mirror the routes.
#![cfg(test)]

mod api_keys;
mod auth;
mod branding;
mod common;
mod companies;
mod connections;
mod datasources;
mod document;
mod events;
mod every_route;
mod flows;
mod forwarded;
mod hotglue;
mod idempotency;
mod inbound;
mod invitations;
mod large_values;
mod limits;
mod magic_links;
mod problems;
mod sites;
mod webhooks;
mod workspace;

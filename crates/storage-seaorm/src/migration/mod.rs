//! The migrations, oldest first. One that has been released is never changed: the tables it makes are what
//! deployments have.

mod answers;
mod branding;
mod bulk_staging;
mod bulks;
mod catalog;
mod columns;
mod dead_letters;
mod erasure;
mod event_checkpoints;
mod event_lists;
mod flows;
mod gate;
mod initial;
mod mails;
mod mfa;
mod oauth;
#[cfg(test)]
mod on_mariadb;
mod powered_by;
mod provider_logos;
mod retention;
mod rotation;
mod search;
mod settings;
mod steps;
mod successors;
mod suppressions;
#[cfg(test)]
mod upgrade;
mod webhooks;

use sea_orm_migration::{MigrationTrait, MigratorTrait};

pub(crate) struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(initial::Initial),
            Box::new(flows::Flows),
            Box::new(gate::AddressGate),
            Box::new(mails::InvitationMails),
            Box::new(webhooks::Webhooks),
            Box::new(catalog::Catalog),
            Box::new(oauth::OAuthClients),
            Box::new(branding::Branding),
            Box::new(settings::Settings),
            Box::new(rotation::Rotation),
            Box::new(search::Search),
            Box::new(answers::Answers),
            Box::new(mfa::Mfa),
            Box::new(bulks::Bulks),
            Box::new(powered_by::PoweredBy),
            Box::new(provider_logos::ProviderLogos),
            Box::new(event_lists::EventLists),
            Box::new(event_checkpoints::EventCheckpoints),
            Box::new(erasure::Erasure),
            Box::new(dead_letters::DeadLetters),
            Box::new(bulk_staging::BulkStaging),
            Box::new(suppressions::Suppressions),
            Box::new(successors::Successors),
            Box::new(retention::Retention),
        ]
    }
}

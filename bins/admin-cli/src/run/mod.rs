//! From arguments to use cases, and from what they return to an answer.

mod api_key;
mod branding;
mod bulk;
mod company;
mod connection;
mod connector;
mod doctor;
mod event;
mod flow;
mod input;
mod invitation;
mod keys;
mod labels;
mod magic_link;
mod mail;
mod outbox;
mod pages;
mod provider;
mod recipient;
mod session;
mod site;
mod webhook;
mod workspace;

use latchstring_bootstrap::command;

use crate::args::{Arguments, Command};
use crate::output::Answer;
use crate::problem::Problem;
use crate::shape::Migrated;
use session::Session;

/// Does what was asked.
pub(crate) async fn run(Arguments { global, command }: Arguments) -> Result<Answer, Problem> {
    match command {
        Command::Migrate => {
            let applied = command::migrate(&session::settings(&global)?).await?;
            Answer::new(&Migrated { applied })
        }
        Command::Keys(command) => keys::run(global, command).await,
        Command::Mail(command) => mail::run(&global, command).await,
        Command::Doctor => doctor::run(&global).await,
        command => {
            let session = Session::open(global).await?;
            let answer = in_session(&session, command).await;
            session.close().await;
            answer
        }
    }
}

async fn in_session(session: &Session, command: Command) -> Result<Answer, Problem> {
    match command {
        Command::Workspace(command) => workspace::run(session, command).await,
        Command::Company(command) => company::run(session, command).await,
        Command::Site(command) => site::run(session, command).await,
        Command::Provider(command) => provider::run(session, command).await,
        Command::Connector(command) => connector::run(session, command).await,
        Command::Flow(command) => flow::run(session, command).await,
        Command::ApiKey(command) => api_key::run(session, command).await,
        Command::Invitation(command) => invitation::run(session, command).await,
        Command::MagicLink(command) => magic_link::run(session, command).await,
        Command::Connection(command) => connection::run(session, command).await,
        Command::Recipient(command) => recipient::run(session, command).await,
        Command::Webhook(command) => webhook::run(session, command).await,
        Command::Outbox(command) => outbox::run(session, command).await,
        Command::Events(command) => event::run(session, command).await,
        Command::Migrate | Command::Keys(_) | Command::Mail(_) | Command::Doctor => Err(Problem::defect()),
    }
}

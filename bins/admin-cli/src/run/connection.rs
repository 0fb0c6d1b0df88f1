use latchstring_domain::id::ConnectionId;
use latchstring_service::PageRequest;
use latchstring_service::connection::{self, ListConnections};

use super::pages;
use super::session::Session;
use crate::args::{ConnectionCommand, ConnectionFilter};
use crate::output::Answer;
use crate::problem::Problem;
use crate::shape::{ConnectionDetail, ConnectionList, ConnectionShape, EventShape};

pub(super) async fn run(session: &Session, command: ConnectionCommand) -> Result<Answer, Problem> {
    match command {
        ConnectionCommand::List(filter) => list(session, filter).await,
        ConnectionCommand::Show { id } => {
            let caller = session.caller().await?;
            let connection = ConnectionShape::from(connection::get(&session.ls, &caller, id).await?);
            let events = connection::events(&session.ls, &caller, id).await?;
            let events = events.into_iter().map(EventShape::from).collect();
            Answer::new(&ConnectionDetail { connection, events })
        }
    }
}

async fn list(session: &Session, filter: ConnectionFilter) -> Result<Answer, Problem> {
    let ConnectionFilter { company, status, owner_email, limit, after } = filter;
    let caller = session.caller().await?;
    let read = async |last: Option<ConnectionId>, per_page| {
        let page = PageRequest::After { last, per_page };
        let (owner_email, sites) = (owner_email.clone(), Vec::new());
        let wish = ListConnections { company_id: company, status, owner_email, sites, page };
        connection::list(&session.ls, &caller, wish).await
    };
    let (views, next) = pages::collect(limit.get(), after, read).await?;
    let connections = views.into_iter().map(ConnectionShape::from).collect();
    Answer::new(&ConnectionList { connections, next: next.map(|id| id.to_string()) })
}

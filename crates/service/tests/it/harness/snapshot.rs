use latchstring_domain::Timestamp;
use latchstring_domain::company::Company;
use latchstring_domain::connection::Connection;
use latchstring_domain::event::Event;
use latchstring_domain::flow::Flow;
use latchstring_domain::flow_session::FlowSession;
use latchstring_domain::invitation::Invitation;
use latchstring_domain::magic_link::MagicLink;
use latchstring_domain::outbox::Lane;
use latchstring_domain::provider::Provider;
use latchstring_domain::site::Site;
use latchstring_storage::{
    Companies as _, ConnectionFilter, Connections as _, EventFilter, Events as _, FlowSessions as _,
    Flows as _, InvitationFilter, Invitations as _, MAX_LIMIT, MagicLinks as _, Outbox as _, OutboxCounts,
    Providers as _, Sites as _, Slice,
};

use super::World;

/// Everything that the store holds of one workspace.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Snapshot {
    pub(crate) companies: Vec<Company>,
    pub(crate) sites: Vec<Site>,
    pub(crate) invitations: Vec<Invitation>,
    pub(crate) magic_links: Vec<MagicLink>,
    pub(crate) connections: Vec<Connection>,
    pub(crate) sessions: Vec<FlowSession>,
    pub(crate) flows: Vec<Flow>,
    pub(crate) catalog: Vec<Provider>,
    pub(crate) events: Vec<Event>,
    pub(crate) outbox: OutboxCounts,
    pub(crate) next_due: Option<Timestamp>,
}

impl World {
    pub(crate) async fn snapshot(&self) -> Snapshot {
        let (store, workspace) = (&self.store, self.workspace.id);
        let invitations = InvitationFilter::all(workspace);
        let connections = ConnectionFilter {
            workspace,
            company: None,
            status: None,
            owner_email: None,
            sites: Vec::new(),
            flow: None,
        };
        let events = EventFilter::all(workspace);
        let companies = store.companies(workspace, None, Slice::first(MAX_LIMIT)).await.unwrap();
        let ids: Vec<_> = companies.iter().map(|company| company.id).collect();
        let mut magic_links = Vec::new();
        for id in &ids {
            magic_links.extend(store.magic_links(*id, Slice::first(MAX_LIMIT)).await.unwrap());
        }
        let known = store.sessions.lock().unwrap().clone();
        let mut sessions = Vec::new();
        for id in known {
            sessions.extend(store.flow_session(id).await.unwrap());
        }
        Snapshot {
            companies,
            sites: store.sites_of_all(&ids).await.unwrap(),
            invitations: store.invitations(&invitations, Slice::first(MAX_LIMIT)).await.unwrap(),
            magic_links,
            connections: store.connections(&connections, Slice::first(MAX_LIMIT)).await.unwrap(),
            sessions,
            flows: store.flows(workspace).await.unwrap(),
            catalog: store
                .providers(&latchstring_storage::ProviderFilter::listed(workspace), None, MAX_LIMIT)
                .await
                .unwrap(),
            events: store.events(&events, Slice::first(MAX_LIMIT)).await.unwrap(),
            outbox: store.outbox_counts().await.unwrap(),
            next_due: store.next_due(Lane::Work).await.unwrap(),
        }
    }

    pub(crate) async fn connections(&self) -> Vec<Connection> {
        self.snapshot().await.connections
    }
}

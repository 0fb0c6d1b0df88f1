//! Connections.

use std::sync::Arc;

use latchstring_domain::company::Company;
use latchstring_domain::connection::{Connection, ConnectionStatus};
use latchstring_domain::email::EmailAddress;
use latchstring_domain::flow::ConnectedFlow;
use latchstring_domain::id::SiteId;
use latchstring_storage::{Change, ConnectionFilter, Constraint, Refusal, Slice, Store};

use crate::case::{accept, refuse_one};
use crate::fixture::{World, email};

fn filter(world: &World) -> ConnectionFilter {
    ConnectionFilter {
        workspace: world.workspace.id,
        company: None,
        status: None,
        owner_email: None,
        sites: Vec::new(),
        flow: None,
    }
}

/// A full one, made by an invitation, and a bare one.
async fn two(store: &Arc<dyn Store>, world: &mut World) -> [Connection; 2] {
    let invitation = world.make.bare_invitation(&world.company);
    let sites = [world.sites[1].id, world.sites[0].id];
    let full = world.make.connection(&world.company, &sites, invitation.id);
    let bare = world.make.bare_connection(&world.company);
    accept(store, [Change::CreateInvitation(invitation)]).await;
    accept(store, [&full, &bare].map(|row| Change::CreateConnection(row.clone()))).await;
    [full, bare]
}

/// Full, bare and made by a magic link, they come back as they were: sites in order, credentials to the byte, the owner's spelling.
pub async fn come_back_as_they_were(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let [full, bare] = two(&store, &mut world).await;
    let link = world.make.bare_magic_link(&world.company);
    let linked = Connection { magic_link_id: Some(link.id), ..world.make.bare_connection(&world.company) };
    accept(&store, [Change::CreateMagicLink(link), Change::CreateConnection(linked.clone())]).await;
    for row in &[full, bare, linked] {
        let read = store.connection(row.id).await.unwrap().unwrap();
        assert_eq!(
            read.owner_email.as_ref().map(EmailAddress::as_str),
            row.owner_email.as_ref().map(EmailAddress::as_str)
        );
        assert_eq!(&read, row);
    }
    assert_eq!(store.connection(world.make.bare_connection(&world.company).id).await.unwrap(), None);
}

/// One of every status comes back.
pub async fn have_every_status(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    for &status in ConnectionStatus::ALL {
        let row = Connection { status, ..world.make.bare_connection(&world.company) };
        accept(&store, [Change::CreateConnection(row.clone())]).await;
        let found = ConnectionFilter { status: Some(status), ..filter(&world) };
        assert_eq!(store.connections(&found, Slice::first(10)).await.unwrap(), [row]);
        assert_eq!(store.count_connections(&found).await.unwrap(), 1);
    }
}

/// Lists hold what the filter says, newest first; counts agree.
pub async fn are_filtered_and_counted(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let [full, bare] = two(&store, &mut world).await;
    let other = world.make.bare_company(&world.workspace);
    let elsewhere = world.make.workspace();
    let theirs = world.make.bare_company(&elsewhere);
    let of_other = Connection { owner_email: Some(email("Other")), ..world.make.bare_connection(&other) };
    let foreign =
        Connection { owner_email: Some(email("Connection")), ..world.make.bare_connection(&theirs) };
    let changes = [
        Change::CreateWorkspace(elsewhere),
        Change::CreateCompany(other.clone()),
        Change::CreateCompany(theirs),
        Change::CreateConnection(of_other.clone()),
        Change::CreateConnection(foreign),
    ];
    accept(&store, changes).await;
    let all = filter(&world);
    let status = Some(ConnectionStatus::UnderInvestigation);
    let same_owner = Some(EmailAddress::parse("connection.owner@EXAMPLE.com").unwrap());
    let like_owner = Some(EmailAddress::parse("connection%@example.com").unwrap());
    let [first, second] = world.sites.clone().map(|site| site.id);
    let unused = world.make.site(&world.company).id;
    let cases = [
        (all.clone(), vec![of_other.clone(), bare.clone(), full.clone()]),
        (ConnectionFilter { company: Some(world.company.id), ..all.clone() }, vec![bare, full.clone()]),
        (ConnectionFilter { company: Some(other.id), ..all.clone() }, vec![of_other]),
        (ConnectionFilter { status, ..all.clone() }, vec![full.clone()]),
        (ConnectionFilter { owner_email: same_owner, ..all.clone() }, vec![full.clone()]),
        (ConnectionFilter { owner_email: like_owner, ..all.clone() }, vec![]),
        (ConnectionFilter { sites: vec![first], ..all.clone() }, vec![full.clone()]),
        (ConnectionFilter { sites: vec![unused, second, first], ..all.clone() }, vec![full.clone()]),
        (ConnectionFilter { sites: vec![unused], ..all.clone() }, vec![]),
        (ConnectionFilter { company: Some(other.id), sites: vec![first], ..all }, vec![]),
    ];
    for (filter, expected) in cases {
        assert_eq!(store.connections(&filter, Slice::first(10)).await.unwrap(), expected, "{filter:?}");
        assert_eq!(store.count_connections(&filter).await.unwrap(), expected.len() as u64, "{filter:?}");
    }
}

/// The connections of some invitations, oldest first.
pub async fn are_found_by_the_invitations_that_made_them(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let [full, _] = two(&store, &mut world).await;
    let invitation = world.make.bare_invitation(&world.company);
    let idle = world.make.bare_invitation(&world.company);
    let rows = [(); 3].map(|()| world.make.connection(&world.company, &[world.sites[0].id], invitation.id));
    accept(&store, [&invitation, &idle].map(|row| Change::CreateInvitation(row.clone()))).await;
    accept(&store, rows.clone().map(Change::CreateConnection)).await;
    let made = store.connections_made_by(&[idle.id, invitation.id]).await.unwrap();
    assert_eq!(made, rows);
    let made = store.connections_made_by(&[invitation.id, full.invitation_id.unwrap()]).await.unwrap();
    assert_eq!(made.first(), Some(&full));
    assert_eq!(made.len(), 4);
    assert_eq!(store.connections_made_by(&[]).await.unwrap(), []);
}

/// What it refers to exists; its provider need not, because it is a memory of one.
pub async fn refer_to_what_exists_in_their_workspace(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let [_, bare] = two(&store, &mut world).await;
    let missing = Refusal::Conflict(Constraint::Reference);
    let unmade = world.make.bare_invitation(&world.company);
    let other = world.make.workspace();
    let theirs = world.make.company(&other);
    let their_link = world.make.bare_magic_link(&theirs);
    let unminted = world.make.bare_magic_link(&world.company);
    let changes = [
        Change::CreateWorkspace(other.clone()),
        Change::CreateCompany(theirs),
        Change::CreateMagicLink(their_link.clone()),
    ];
    accept(&store, changes).await;
    let nowhere = world.make.company(&world.workspace);
    let site: SiteId = world.make.site(&world.company).id;
    let fresh = |world: &mut World| world.make.bare_connection(&world.company);
    let broken = [
        Connection { company_id: nowhere.id, ..fresh(&mut world) },
        Connection { workspace_id: other.id, ..fresh(&mut world) },
        Connection { invitation_id: Some(unmade.id), ..fresh(&mut world) },
        Connection { magic_link_id: Some(unminted.id), ..fresh(&mut world) },
        Connection { magic_link_id: Some(their_link.id), ..fresh(&mut world) },
        Connection { initial_sites: vec![world.sites[0].id, site], ..fresh(&mut world) },
    ];
    for row in broken {
        refuse_one(&store, Change::CreateConnection(row), missing).await;
    }
    let twin = Connection { id: bare.id, ..fresh(&mut world) };
    refuse_one(&store, Change::CreateConnection(twin), Refusal::Conflict(Constraint::Identity)).await;
    assert_eq!(store.count_connections(&filter(&world)).await.unwrap(), 2);
}

/// An update replaces the row decided on, its sites among it.
pub async fn change_only_from_the_version_decided_on(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let [first, bare] = two(&store, &mut world).await;
    let repaired = first.clone().repair(world.make.credentials(), world.make.tick());
    accept(&store, [Change::UpdateConnection(repaired.clone())]).await;
    assert_eq!(store.connection(first.id).await.unwrap(), Some(repaired.clone()));
    let moved = Connection {
        initial_sites: vec![world.sites[0].id],
        owner_email: None,
        version: repaired.version.next(),
        ..repaired.clone()
    };
    accept(&store, [Change::UpdateConnection(moved.clone())]).await;
    assert_eq!(store.connection(first.id).await.unwrap(), Some(moved.clone()));
    let gone = ConnectionFilter { sites: vec![world.sites[1].id], ..filter(&world) };
    assert_eq!(store.count_connections(&gone).await.unwrap(), 0);
    for stale in [first, repaired, moved, Connection { version: bare.version.next().next(), ..bare }] {
        refuse_one(&store, Change::UpdateConnection(stale), Refusal::Stale).await;
    }
}

/// More sites than fit one statement come back in order.
pub async fn have_as_many_sites_as_there_are(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let sites: Vec<_> = (0..1_100).map(|_| world.make.bare_site(&world.company)).collect();
    accept(&store, sites.iter().map(|site| Change::CreateSite(site.clone()))).await;
    let ids: Vec<_> = sites.iter().rev().map(|site| site.id).collect();
    let row = Connection { initial_sites: ids, ..world.make.bare_connection(&world.company) };
    accept(&store, [Change::CreateConnection(row.clone())]).await;
    assert_eq!(store.connection(row.id).await.unwrap(), Some(row));
}

/// Those made in a flow are found, whether it is still there or not, of all companies or of one; counts agree.
pub async fn are_filtered_by_flow(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let other = world.make.bare_company(&world.workspace);
    let elsewhere = world.make.workspace();
    let theirs = world.make.bare_company(&elsewhere);
    let changes = [
        Change::CreateWorkspace(elsewhere),
        Change::CreateCompany(other.clone()),
        Change::CreateCompany(theirs.clone()),
    ];
    accept(&store, changes).await;
    let (flow, another) = (world.make.connected_flow(), world.make.connected_flow());
    let renamed = ConnectedFlow { key: "renamed".parse().unwrap(), ..flow.clone() };
    let mut made_in = |company: &Company, flow: Option<&ConnectedFlow>| Connection {
        flow: flow.cloned(),
        ..world.make.bare_connection(company)
    };
    let first = made_in(&world.company, Some(&flow));
    let of_other = made_in(&other, Some(&flow));
    let later = made_in(&world.company, Some(&renamed));
    let not = [
        made_in(&world.company, Some(&another)),
        made_in(&world.company, None),
        made_in(&theirs, Some(&flow)),
    ];
    let rows = [&first, &of_other, &later].into_iter().chain(&not);
    accept(&store, rows.map(|row| Change::CreateConnection(row.clone()))).await;
    let of_flow = ConnectionFilter { flow: Some(flow.id), ..filter(&world) };
    let of_company = ConnectionFilter { company: Some(world.company.id), ..of_flow.clone() };
    let broken = Some(ConnectionStatus::PasswordIncorrect);
    let unknown = Some(world.make.connected_flow().id);
    let cases = [
        (of_flow.clone(), vec![later.clone(), of_other, first.clone()]),
        (of_company.clone(), vec![later, first]),
        (ConnectionFilter { status: broken, ..of_company }, vec![]),
        (ConnectionFilter { flow: unknown, ..of_flow }, vec![]),
    ];
    for (filter, expected) in cases {
        assert_eq!(store.connections(&filter, Slice::first(10)).await.unwrap(), expected, "{filter:?}");
        assert_eq!(store.count_connections(&filter).await.unwrap(), expected.len() as u64, "{filter:?}");
    }
}

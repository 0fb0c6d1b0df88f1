//! A connection that has stopped working, and the link that its owner is mailed for that.

use latchstring_domain::actor::ActorKind;
use latchstring_domain::connection::{ConnectionStatus, StatusReport};
use latchstring_domain::event::{DataValue, EventKind, Subject};
use latchstring_domain::id::ConnectionId;
use latchstring_domain::invitation::{InvitationType, Purpose};
use latchstring_domain::prefill::ProviderHint;
use latchstring_service::connection::{self, CreateConnection};
use latchstring_service::invitation::{self, InvitationView, ListInvitations, WantedInvitations};
use latchstring_service::workspace::{self, UpdateWorkspaceError, WorkspaceChanges};
use latchstring_service::{Latchstring, PageRequest};

use crate::atomicity::fails_whole;
use crate::harness::{PASSWORD, USERNAME, World};
use crate::mailed_links::{DANA, address, mailed, open, secrets, sent};

/// A world whose workspace wants it, with a connection that belongs to Dana, and works.
async fn connected() -> (World, Latchstring, ConnectionId) {
    let (world, ls, _) = mailed(&[DANA]).await;
    turn(&world, &ls, true).await.unwrap();
    let mail = sent(&ls).await;
    let (token, proof) = secrets(&mail);
    let pass = open(&ls, &token, &proof).await;
    world.choose_sandbox(&pass).await;
    world.sign_in(&pass, USERNAME, PASSWORD).await;
    world.choose_sites(&pass).await;
    let made = world.submit(&pass).await.unwrap().connection_id;
    report(&world, &ls, made, ConnectionStatus::Connected).await;
    (world, ls, made)
}

async fn turn(world: &World, ls: &Latchstring, on: bool) -> Result<(), UpdateWorkspaceError> {
    let wish = WorkspaceChanges { reconnects: Some(on), ..WorkspaceChanges::default() };
    workspace::update(ls, &world.caller, wish).await.map(drop)
}

async fn report(world: &World, ls: &Latchstring, id: ConnectionId, status: ConnectionStatus) {
    let report = StatusReport { status, detail: None, accounts: None };
    connection::report_status(ls, &world.caller, id, report).await.unwrap();
}

/// The invitations to repair something, newest first.
async fn repairs(world: &World, ls: &Latchstring) -> Vec<InvitationView> {
    let kind = Some(InvitationType::EditConnection);
    let wanted = WantedInvitations { kind, ..WantedInvitations::default() };
    let list = ListInvitations { wanted, page: PageRequest::After { last: None, per_page: 100 } };
    invitation::list(ls, &world.caller, list).await.unwrap().items
}

#[tokio::test]
async fn t062_a_connection_that_needs_its_owner_asks_for_them_once_and_again_after_a_repair() {
    let (world, ls, id) = connected().await;
    for _ in 0..3 {
        report(&world, &ls, id, ConnectionStatus::PasswordIncorrect).await;
    }
    let [repair] = <[_; 1]>::try_from(repairs(&world, &ls).await).unwrap();
    let made = &repair.invitation;
    assert_eq!(made.purpose, Purpose::EditConnection { connection_id: id });
    assert_eq!(made.max_uses.map(std::num::NonZeroU32::get), Some(1));
    let list: Vec<_> = made.allowed.rules().iter().map(ToString::to_string).collect();
    assert_eq!(list, [DANA]);
    assert_eq!(made.created_by.kind, ActorKind::System);
    let story = world.story(made.id).await;
    assert_eq!(story, [EventKind::Created, EventKind::EmailQueued]);

    let events = world.events(Subject::Connection(id)).await;
    let moved = events.iter().rfind(|event| event.body.kind == EventKind::ConnectionStatusChanged).unwrap();
    let named = moved.body.data.values().get("reconnectInvitationId");
    assert_eq!(named, Some(&DataValue::Text(made.id.to_string())));

    let mail = sent(&ls).await;
    assert!(mail.repairs && mail.to == address(DANA));
    let (token, proof) = secrets(&mail);
    let pass = open(&ls, &token, &proof).await;
    world.sign_in(&pass, USERNAME, PASSWORD).await;
    assert_eq!(world.submit(&pass).await.unwrap().connection_id, id);
    report(&world, &ls, id, ConnectionStatus::Connected).await;
    report(&world, &ls, id, ConnectionStatus::MfaTokenExpired).await;
    let repairs = repairs(&world, &ls).await;
    let mut statuses: Vec<_> =
        repairs.iter().map(|view| view.invitation.status(world.now()).as_str()).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, ["ACTIVE", "FULFILLED"]);
}

#[tokio::test]
async fn nobody_is_asked_where_that_is_not_wanted_or_helps_nobody() {
    let (world, ls, id) = connected().await;
    turn(&world, &ls, false).await.unwrap();
    report(&world, &ls, id, ConnectionStatus::PasswordIncorrect).await;
    assert!(repairs(&world, &ls).await.is_empty(), "it is turned off");

    // One that the site will mend by itself, and one that nobody is known to own.
    let (world, ls, id) = connected().await;
    report(&world, &ls, id, ConnectionStatus::WebsiteDown).await;
    assert!(repairs(&world, &ls).await.is_empty());
    let wish = CreateConnection {
        company_id: world.company.id,
        provider: ProviderHint::Id(world.provider.id),
        username: USERNAME.into(),
        password: PASSWORD.into(),
        country: None,
        sites: world.sites_ids(),
        utility_types: Default::default(),
        owner_email: None,
        data_collection_start_date: None,
        multiply_by_occupancy: false,
        external_id: None,
    };
    let nobodys = connection::create(&ls, &world.caller, wish).await.unwrap().connection.id;
    report(&world, &ls, nobodys, ConnectionStatus::PasswordIncorrect).await;
    assert!(repairs(&world, &ls).await.is_empty());

    // A server that was started without its mail.
    report(&world, &world.ls, id, ConnectionStatus::PasswordIncorrect).await;
    assert!(repairs(&world, &ls).await.is_empty());
    let refused = turn(&world, &world.ls, true).await;
    assert!(matches!(refused, Err(UpdateWorkspaceError::NoMail { field: "automaticReconnect" })));
}

#[tokio::test]
async fn t133_t155_the_status_and_the_link_are_written_together_or_not_at_all() {
    let (world, ls, id) = connected().await;
    let names = fails_whole(&world, async || {
        let status = ConnectionStatus::PasswordIncorrect;
        let report = StatusReport { status, detail: None, accounts: None };
        connection::report_status(&ls, &world.caller, id, report).await.is_ok()
    });
    let names = names.await;
    for change in ["UpdateConnection", "CreateInvitation", "CreateInvitationMail", "Enqueue"] {
        assert!(names.contains(&change), "{names:?}");
    }
}

//! Flow sessions.

use std::sync::Arc;

use latchstring_domain::flow::FieldMapping;
use latchstring_domain::flow_session::{
    AskedCode, ConnectionTarget, FlowLink, FlowSession, FlowState, Gate, ProviderChoice, SignedIn, SiteChoice,
};
use latchstring_domain::id::{InvitationId, MagicLinkId};
use latchstring_domain::mfa::{ForwardingStep, MfaForwarding};
use latchstring_domain::sign_in::{Challenge, ChallengeOption};
use latchstring_domain::utility::UtilityType;
use latchstring_storage::{Change, Constraint, Refusal, Store};

use crate::case::{accept, refuse_one};
use crate::fixture::{World, at};

fn challenges() -> Vec<Challenge> {
    let option = |key: &str, label: &str| ChallengeOption { key: key.into(), label: label.into() };
    vec![
        Challenge::Code { sent_to: "the phone ending 42".into(), attempts_left: Some(3), other_ways: true },
        Challenge::Choice { options: vec![option("sms", "Text \"message\""), option("app", "App")] },
        Challenge::Question { text: "Your first pet?".into(), attempts_left: None },
        Challenge::NewPassword { rules: Some("Ten letters".into()) },
        Challenge::NewPassword { rules: None },
    ]
}

fn states(world: &mut World) -> Vec<FlowState> {
    let sites = [world.sites[1].id, world.sites[0].id];
    let utilities = [UtilityType::Solar, UtilityType::Electricity].into();
    let (country, flow_id) = (None, None);
    let forwarding = ForwardingStep::NotAsked;
    let signed_in = SignedIn { to_map: None, verified: false, forwarding, ..world.make.sign_in() };
    let mut states = vec![
        FlowState::Opened,
        FlowState::ProviderChosen(world.make.provider_choice()),
        FlowState::ProviderChosen(ProviderChoice { country, flow_id, ..world.make.provider_choice() }),
        FlowState::SignedIn(world.make.sign_in()),
        FlowState::SignedIn(signed_in.clone()),
        FlowState::SignedIn(SignedIn::to_forward(world.make.provider_choice())),
        FlowState::SitesChosen { signed_in, sites: SiteChoice::not_asked([].into()) },
        FlowState::FieldsMapped {
            signed_in: world.make.sign_in(),
            sites: SiteChoice::new(&sites, &sites, [UtilityType::Gas].into()).unwrap(),
            mapping: world.make.field_mapping(),
        },
        FlowState::FieldsMapped {
            signed_in: world.make.sign_in(),
            sites: SiteChoice::not_asked([].into()),
            mapping: FieldMapping::default(),
        },
        FlowState::SitesChosen {
            signed_in: world.make.sign_in(),
            sites: SiteChoice::new(&sites, &sites, utilities).unwrap(),
        },
        FlowState::Submitted { at: world.make.tick() },
    ];
    for answer in MfaForwarding::ALL {
        let forwarding = ForwardingStep::Answered(*answer);
        states.push(FlowState::SignedIn(SignedIn { forwarding, ..world.make.sign_in() }));
    }
    for challenge in challenges() {
        let (provider, held) = (world.make.provider_choice(), world.make.sealed(90));
        states.push(FlowState::Challenged { provider, challenge, held });
    }
    states
}

/// One at each state and each gate comes back as it was.
pub async fn come_back_as_they_were(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let invitation = world.make.bare_invitation(&world.company);
    accept(&store, [Change::CreateInvitation(invitation.clone())]).await;
    for state in states(&mut world) {
        let full = world.make.flow_session(&invitation, state);
        let target = ConnectionTarget::Existing(full.target.id());
        let open = FlowSession {
            gate: Gate::Open,
            target,
            ..world.make.flow_session(&invitation, full.state.clone())
        };
        let closed = FlowSession {
            gate: Gate::Closed,
            connected: Vec::new(),
            ..world.make.flow_session(&invitation, full.state.clone())
        };
        let asked = FlowSession {
            gate: Gate::Asked(world.make.asked_code()),
            ..world.make.flow_session(&invitation, full.state.clone())
        };
        let unlisted = AskedCode { mail_to: None, ..world.make.asked_code() };
        let unlisted = FlowSession {
            gate: Gate::Asked(unlisted),
            ..world.make.flow_session(&invitation, full.state.clone())
        };
        for row in [full, open, closed, asked, unlisted] {
            accept(&store, [Change::CreateFlowSession(row.clone())]).await;
            let read = store.flow_session(row.id).await.unwrap().unwrap();
            if let (Gate::Passed(written), Gate::Passed(read)) = (&row.gate, &read.gate) {
                assert_eq!(read.as_str(), written.as_str());
            }
            assert_eq!(read, row);
        }
    }
    let unopened = world.make.flow_session(&invitation, FlowState::Opened);
    assert_eq!(store.flow_session(unopened.id).await.unwrap(), None);
}

/// One through a magic link comes back, and goes on; the link exists, as a magic link, in the session's workspace.
pub async fn walk_through_magic_links_too(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let link = world.make.bare_magic_link(&world.company);
    let invitation = world.make.bare_invitation(&world.company);
    let other = world.make.workspace();
    let theirs = world.make.company(&other);
    let their_link = world.make.bare_magic_link(&theirs);
    let changes = [
        Change::CreateMagicLink(link.clone()),
        Change::CreateInvitation(invitation.clone()),
        Change::CreateWorkspace(other),
        Change::CreateCompany(theirs),
        Change::CreateMagicLink(their_link.clone()),
    ];
    accept(&store, changes).await;
    let through = |world: &mut World, link| {
        let gate = Gate::Open;
        FlowSession { link, gate, ..world.make.flow_session(&invitation, FlowState::Opened) }
    };
    let first = through(&mut world, FlowLink::MagicLink(link.id));
    accept(&store, [Change::CreateFlowSession(first.clone())]).await;
    assert_eq!(store.flow_session(first.id).await.unwrap().as_ref(), Some(&first));
    let state = FlowState::SignedIn(world.make.sign_in());
    let second = FlowSession { state, version: first.version.next(), ..first };
    accept(&store, [Change::UpdateFlowSession(second.clone())]).await;
    assert_eq!(store.flow_session(second.id).await.unwrap(), Some(second));

    let unminted = world.make.bare_magic_link(&world.company).id;
    let strangers = [
        FlowLink::MagicLink(unminted),
        FlowLink::MagicLink(their_link.id),
        FlowLink::MagicLink(MagicLinkId::from_uuid(invitation.id.as_uuid())),
        FlowLink::Invitation(InvitationId::from_uuid(link.id.as_uuid())),
    ];
    for stranger in strangers {
        let row = through(&mut world, stranger);
        refuse_one(&store, Change::CreateFlowSession(row), Refusal::Conflict(Constraint::Reference)).await;
    }
}

/// Ids and tokens are used once; the link and the company exist in the session's workspace.
pub async fn have_their_own_tokens_and_an_existing_link(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let invitation = world.make.bare_invitation(&world.company);
    let first = world.make.flow_session(&invitation, FlowState::Opened);
    accept(&store, [Change::CreateInvitation(invitation.clone()), Change::CreateFlowSession(first.clone())])
        .await;
    let taken = Refusal::Conflict(Constraint::Identity);
    let fresh = |world: &mut World| world.make.flow_session(&invitation, FlowState::Opened);
    let twin = FlowSession { token: first.token, ..fresh(&mut world) };
    refuse_one(&store, Change::CreateFlowSession(twin), taken).await;
    let twin = FlowSession { id: first.id, ..fresh(&mut world) };
    refuse_one(&store, Change::CreateFlowSession(twin), taken).await;

    let missing = Refusal::Conflict(Constraint::Reference);
    let unmade = world.make.bare_invitation(&world.company);
    let orphan = FlowSession { link: FlowLink::Invitation(unmade.id), ..fresh(&mut world) };
    refuse_one(&store, Change::CreateFlowSession(orphan), missing).await;
    let other = world.make.workspace();
    let theirs = world.make.company(&other);
    accept(&store, [Change::CreateWorkspace(other.clone()), Change::CreateCompany(theirs.clone())]).await;
    let smuggled = FlowSession { workspace_id: other.id, company_id: theirs.id, ..fresh(&mut world) };
    refuse_one(&store, Change::CreateFlowSession(smuggled), missing).await;
}

/// A step is taken from the state decided on, so that two tabs cannot both take it.
pub async fn change_only_from_the_version_decided_on(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let invitation = world.make.bare_invitation(&world.company);
    let first = world.make.flow_session(&invitation, FlowState::Opened);
    accept(&store, [Change::CreateInvitation(invitation), Change::CreateFlowSession(first.clone())]).await;
    let state = FlowState::SignedIn(world.make.sign_in());
    let second = FlowSession { state, failed_sign_ins: 0, version: first.version.next(), ..first.clone() };
    accept(&store, [Change::UpdateFlowSession(second.clone())]).await;
    let other_tab = FlowSession { version: first.version.next(), ..first };
    refuse_one(&store, Change::UpdateFlowSession(other_tab), Refusal::Stale).await;
    assert_eq!(store.flow_session(second.id).await.unwrap(), Some(second));
}

/// Deleting takes the session and what it holds; deleting one that is not there is nothing.
pub async fn are_deleted_whether_there_or_not(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let invitation = world.make.bare_invitation(&world.company);
    let session = world.make.flow_session(&invitation, FlowState::Opened);
    accept(&store, [Change::CreateInvitation(invitation), Change::CreateFlowSession(session.clone())]).await;
    accept(&store, [Change::DeleteFlowSession(session.id)]).await;
    assert_eq!(store.flow_session(session.id).await.unwrap(), None);
    accept(&store, [Change::DeleteFlowSession(session.id)]).await;
    accept(&store, [Change::CreateFlowSession(session)]).await;
}

/// Those that make or repair a connection, newest first and in part, while their time is not over.
pub async fn are_found_by_their_connection(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let invitation = world.make.bare_invitation(&world.company);
    accept(&store, [Change::CreateInvitation(invitation.clone())]).await;
    let first = world.make.flow_session(&invitation, FlowState::Opened);
    let connection = first.target.id();
    let lasting = |row, until| FlowSession { expires_at: at(until), ..row };
    let first = lasting(first, 1_000);
    let mut another = || world.make.flow_session(&invitation, FlowState::Opened);
    let other = lasting(another(), 9_000);
    let target = ConnectionTarget::Existing(connection);
    let second = FlowSession { target, ..lasting(another(), 1_001) };
    let third = FlowSession { target, ..lasting(another(), 9_000) };
    accept(&store, [&first, &other, &second, &third].map(|row| Change::CreateFlowSession(row.clone()))).await;
    let found = async |now, limit| store.flow_sessions_for(connection, at(now), limit).await.unwrap();
    assert_eq!(found(999, 10).await, [third.clone(), second.clone(), first]);
    assert_eq!(found(999, 2).await, [third.clone(), second.clone()]);
    assert_eq!(found(1_000, u32::MAX).await, [third, second]);
    assert_eq!(found(9_000, 10).await, []);
}

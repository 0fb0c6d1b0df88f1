//! Invitations.

use std::num::NonZeroU32;
use std::sync::Arc;

use latchstring_domain::Timestamp;
use latchstring_domain::company::Company;
use latchstring_domain::email::{AddressRule, AllowList, EmailAddress};
use latchstring_domain::invitation::{
    Invitation, InvitationMail, InvitationSource, InvitationStatus, InvitationType, LinkToken, Purpose,
    RetiredLink,
};
use latchstring_domain::metadata::Metadata;
use latchstring_domain::text::{ExternalId, SearchText};
use latchstring_storage::{Change, Constraint, InvitationFilter, Refusal, Slice, Store};

use crate::case::{accept, refuse_one};
use crate::fixture::{World, at};

fn filter(world: &World) -> InvitationFilter {
    InvitationFilter::all(world.workspace.id)
}

/// Full, bare and repairing ones come back as they were, by id and by the digest of their link.
pub async fn come_back_as_they_were(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let connection = world.make.bare_connection(&world.company);
    let rows = [
        world.make.invitation(&world.company),
        world.make.bare_invitation(&world.company),
        world.make.repair(&world.company, connection.id),
    ];
    accept(&store, [Change::CreateConnection(connection)]).await;
    accept(&store, rows.clone().map(Change::CreateInvitation)).await;
    for row in &rows {
        assert_eq!(store.invitation(row.id).await.unwrap().as_ref(), Some(row));
        assert_eq!(store.invitation_by_token(&row.token.digest).await.unwrap().as_ref(), Some(row));
    }
    assert_eq!(store.invitation_by_token(&world.make.digest()).await.unwrap(), None);
    assert_eq!(store.invitation(world.make.bare_invitation(&world.company).id).await.unwrap(), None);
}

/// Addresses compare without regard to case, so it takes a closer look to see that their spelling was kept.
pub async fn keep_the_spelling_of_addresses(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let written = world.make.invitation(&world.company);
    accept(&store, [Change::CreateInvitation(written.clone())]).await;
    let read = store.invitation(written.id).await.unwrap().unwrap();
    let spelled = |row: &Invitation| {
        let rules: Vec<_> = row.allowed.rules().iter().map(AddressRule::to_string).collect();
        let Purpose::CreateConnection { prefill, .. } = &row.purpose else { panic!("no prefill") };
        let owner = prefill.connection_owner_email.as_ref().unwrap().as_str().to_owned();
        (rules, owner, row.created_by.email.as_ref().unwrap().as_str().to_owned())
    };
    assert_eq!(spelled(&read), spelled(&written));
}

/// Ids and digests are used once.
pub async fn have_their_own_tokens(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let first = world.make.bare_invitation(&world.company);
    let second = world.make.bare_invitation(&world.company);
    accept(&store, [&first, &second].map(|row| Change::CreateInvitation(row.clone()))).await;
    let taken = Refusal::Conflict(Constraint::Identity);
    let twin = Invitation { token: first.token.clone(), ..world.make.bare_invitation(&world.company) };
    refuse_one(&store, Change::CreateInvitation(twin), taken).await;
    let twin = Invitation { id: first.id, ..world.make.bare_invitation(&world.company) };
    refuse_one(&store, Change::CreateInvitation(twin), taken).await;
    let grabs = Invitation { token: first.token, version: second.version.next(), ..second };
    refuse_one(&store, Change::UpdateInvitation(grabs), taken).await;
}

/// The company and the connection to repair exist, in the invitation's own workspace.
pub async fn refer_to_what_exists_in_their_workspace(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let missing = Refusal::Conflict(Constraint::Reference);
    let nowhere = world.make.company(&world.workspace);
    let orphan = world.make.bare_invitation(&nowhere);
    refuse_one(&store, Change::CreateInvitation(orphan), missing).await;
    let unmade = world.make.bare_connection(&world.company);
    let pointless = world.make.repair(&world.company, unmade.id);
    refuse_one(&store, Change::CreateInvitation(pointless), missing).await;

    let other = world.make.workspace();
    let theirs = world.make.company(&other);
    let connection = world.make.bare_connection(&theirs);
    let changes = [
        Change::CreateWorkspace(other.clone()),
        Change::CreateCompany(theirs),
        Change::CreateConnection(connection.clone()),
    ];
    accept(&store, changes).await;
    let smuggled = world.make.repair(&world.company, connection.id);
    refuse_one(&store, Change::CreateInvitation(smuggled), missing).await;
    let smuggled = Invitation { workspace_id: other.id, ..world.make.bare_invitation(&world.company) };
    refuse_one(&store, Change::CreateInvitation(smuggled), missing).await;
    assert_eq!(store.count_invitations(&filter(&world)).await.unwrap(), 0);
}

/// An update replaces the row decided on, except the use count, which only spending moves.
pub async fn change_only_from_the_version_decided_on(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let first = Invitation { use_count: 2, ..world.make.bare_invitation(&world.company) };
    accept(&store, [Change::CreateInvitation(first.clone())]).await;
    let digest = world.make.digest();
    let second = Invitation {
        use_count: 0,
        max_uses: NonZeroU32::new(u32::MAX),
        token: LinkToken { digest, ..first.token.clone() },
        version: first.version.next(),
        ..world.make.invitation(&world.company)
    };
    let second = Invitation { id: first.id, ..second };
    accept(&store, [Change::UpdateInvitation(second.clone())]).await;
    let read = store.invitation_by_token(&digest).await.unwrap();
    assert_eq!(read, Some(Invitation { use_count: 2, ..second.clone() }));
    assert_eq!(store.invitation_by_token(&first.token.digest).await.unwrap(), None);
    for stale in [first, second.clone(), world.make.bare_invitation(&world.company)] {
        refuse_one(&store, Change::UpdateInvitation(stale), Refusal::Stale).await;
    }
}

/// Invitations around a moment, each with its status at that moment.
fn around(world: &mut World, now: Timestamp) -> Vec<(Invitation, InvitationStatus)> {
    let before = at(now.unix_millis() - 1);
    let after = at(now.unix_millis() + 1);
    let mut rows = Vec::new();
    let times = [None, Some(before), Some(now), Some(after)];
    for expires_at in times {
        for (max_uses, use_count) in [(None, 5), (NonZeroU32::new(2), 1), (NonZeroU32::new(2), 2)] {
            for revoked_at in [None, Some(before)] {
                let bare = world.make.bare_invitation(&world.company);
                let row = Invitation { expires_at, max_uses, use_count, revoked_at, ..bare };
                let status = row.status(now);
                rows.push((row, status));
            }
        }
    }
    rows
}

/// The status filter agrees with the domain at the very millisecond, and counts agree with lists.
pub async fn are_filtered_and_counted_by_status(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let now = at(1_800_000_000_000);
    let rows = around(&mut world, now);
    accept(&store, rows.iter().map(|(row, _)| Change::CreateInvitation(row.clone()))).await;
    for &status in InvitationStatus::ALL {
        let wanted = InvitationFilter { status: Some((status, now)), ..filter(&world) };
        let mut expected: Vec<_> =
            rows.iter().filter(|(_, is)| *is == status).map(|(row, _)| row.clone()).collect();
        expected.reverse();
        assert!(!expected.is_empty());
        assert_eq!(store.invitations(&wanted, Slice::first(100)).await.unwrap(), expected, "{status}");
        assert_eq!(store.count_invitations(&wanted).await.unwrap(), expected.len() as u64, "{status}");
    }
    assert_eq!(store.count_invitations(&filter(&world)).await.unwrap(), rows.len() as u64);
}

/// Lists hold what the filter says, newest first, and nothing of another workspace.
pub async fn are_filtered_by_company_and_connection(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let other = world.make.bare_company(&world.workspace);
    let elsewhere = world.make.workspace();
    let theirs = world.make.bare_company(&elsewhere);
    let connection = world.make.bare_connection(&world.company);
    let rows = [
        world.make.bare_invitation(&world.company),
        world.make.bare_invitation(&other),
        world.make.repair(&world.company, connection.id),
        world.make.bare_invitation(&theirs),
    ];
    let changes = [
        Change::CreateWorkspace(elsewhere),
        Change::CreateCompany(other),
        Change::CreateCompany(theirs),
        Change::CreateConnection(connection.clone()),
    ];
    accept(&store, changes).await;
    accept(&store, rows.clone().map(Change::CreateInvitation)).await;
    let [first, of_other, repair, _] = rows;
    let all = filter(&world);
    let of_company = InvitationFilter { company: Some(world.company.id), ..all.clone() };
    let of_connection = InvitationFilter { connection: Some(connection.id), ..all.clone() };
    let wanted = [
        (all, vec![repair.clone(), of_other, first.clone()]),
        (of_company, vec![repair.clone(), first]),
        (of_connection, vec![repair]),
    ];
    for (filter, expected) in wanted {
        assert_eq!(store.invitations(&filter, Slice::first(10)).await.unwrap(), expected);
        assert_eq!(store.count_invitations(&filter).await.unwrap(), expected.len() as u64);
    }
}

/// The source is told by the portal, and goes with company and status; counts agree.
pub async fn are_filtered_by_source(store: Arc<dyn Store>) {
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
    let now = at(1_800_000_000_000);
    let mut brings = |company: &Company, revoked_at| {
        let offer = world.make.offer();
        let portal = Some(world.make.portal(offer));
        Invitation { portal, revoked_at, ..world.make.bare_invitation(company) }
    };
    let active = brings(&world.company, None);
    let revoked = brings(&world.company, Some(now));
    let of_other = brings(&other, None);
    let foreign = brings(&theirs, None);
    let native = world.make.bare_invitation(&world.company);
    let rows = [&active, &revoked, &of_other, &foreign, &native];
    accept(&store, rows.map(|row| Change::CreateInvitation(row.clone()))).await;
    let hotglue = InvitationFilter { source: Some(InvitationSource::Hotglue), ..filter(&world) };
    let of_company = InvitationFilter { company: Some(world.company.id), ..hotglue.clone() };
    let status = Some((InvitationStatus::Active, now));
    let natives = InvitationFilter { source: Some(InvitationSource::Native), ..filter(&world) };
    let cases = [
        (filter(&world), vec![native.clone(), of_other.clone(), revoked.clone(), active.clone()]),
        (natives.clone(), vec![native.clone()]),
        (InvitationFilter { company: Some(world.company.id), status, ..natives.clone() }, vec![native]),
        (InvitationFilter { company: Some(other.id), ..natives }, vec![]),
        (hotglue.clone(), vec![of_other.clone(), revoked.clone(), active.clone()]),
        (InvitationFilter { status, ..hotglue }, vec![of_other, active.clone()]),
        (of_company.clone(), vec![revoked, active.clone()]),
        (InvitationFilter { status, ..of_company }, vec![active]),
    ];
    for (filter, expected) in cases {
        assert_eq!(store.invitations(&filter, Slice::first(10)).await.unwrap(), expected, "{filter:?}");
        assert_eq!(store.count_invitations(&filter).await.unwrap(), expected.len() as u64, "{filter:?}");
    }
}

/// Whatever a portal offers and however it is set, it comes back as it was.
pub async fn bring_portals_of_every_kind(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    for portal in world.make.portals() {
        let row = Invitation { portal: Some(portal), ..world.make.bare_invitation(&world.company) };
        accept(&store, [Change::CreateInvitation(row.clone())]).await;
        assert_eq!(store.invitation(row.id).await.unwrap(), Some(row));
    }
}

/// A link that was retired is found by its digest with the invitation it was of, once, and only within a workspace.
pub async fn remember_the_links_they_had(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let invitation = world.make.bare_invitation(&world.company);
    let elsewhere = world.make.workspace();
    accept(
        &store,
        [Change::CreateWorkspace(elsewhere.clone()), Change::CreateInvitation(invitation.clone())],
    )
    .await;
    let retired = RetiredLink {
        workspace_id: invitation.workspace_id,
        invitation_id: invitation.id,
        token: invitation.token.clone(),
        retired_at: at(70),
    };
    let digest = retired.token.digest;
    assert_eq!(store.retired_link(&digest).await.unwrap(), None);
    let foreign = RetiredLink { workspace_id: elsewhere.id, ..retired.clone() };
    let unmade =
        RetiredLink { invitation_id: world.make.bare_invitation(&world.company).id, ..retired.clone() };
    for astray in [foreign, unmade] {
        refuse_one(&store, Change::RetireLink(astray), Refusal::Conflict(Constraint::Reference)).await;
    }
    accept(&store, [Change::RetireLink(retired.clone())]).await;
    assert_eq!(store.retired_link(&digest).await.unwrap(), Some(retired.clone()));
    let again = RetiredLink { retired_at: at(71), ..retired };
    refuse_one(&store, Change::RetireLink(again), Refusal::Conflict(Constraint::Identity)).await;
}

async fn is_listed(store: &Arc<dyn Store>, filter: InvitationFilter, expected: &[&Invitation]) {
    let mut expected: Vec<_> = expected.iter().copied().cloned().collect();
    expected.sort_by_key(|row| std::cmp::Reverse(row.id));
    assert_eq!(store.invitations(&filter, Slice::first(10)).await.unwrap(), expected, "{filter:?}");
    assert_eq!(store.count_invitations(&filter).await.unwrap(), expected.len() as u64, "{filter:?}");
    if let [first, rest @ ..] = expected.as_slice() {
        let after = Slice::After { id: Some(first.id), limit: 10 };
        assert_eq!(store.invitations(&filter, after).await.unwrap(), rest, "{filter:?}");
    }
}

/// By what they are for, and by when they were made to the millisecond, from then on and before.
pub async fn are_filtered_by_type_and_time(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let connection = world.make.bare_connection(&world.company);
    let bare = world.make.bare_invitation(&world.company);
    let repair = world.make.repair(&world.company, connection.id);
    let late = world.make.bare_invitation(&world.company);
    let rows = [&bare, &repair, &late];
    accept(&store, [Change::CreateConnection(connection)]).await;
    accept(&store, rows.map(|row| Change::CreateInvitation(row.clone()))).await;
    let all = filter(&world);
    let of_type = |kind| InvitationFilter { kind: Some(kind), ..all.clone() };
    is_listed(&store, of_type(InvitationType::EditConnection), &[&repair]).await;
    is_listed(&store, of_type(InvitationType::CreateConnection), &[&bare, &late]).await;
    let made = |from, before| InvitationFilter { made_from: from, made_before: before, ..all.clone() };
    let (first, second, third) = (bare.created_at, repair.created_at, late.created_at);
    assert!(first < second && second < third);
    let after = at(second.unix_millis() + 1);
    for (filter, expected) in [
        (made(Some(second), None), &[&repair, &late][..]),
        (made(Some(after), None), &[&late]),
        (made(None, Some(second)), &[&bare]),
        (made(None, Some(after)), &[&bare, &repair]),
        (made(Some(second), Some(third)), &[&repair]),
        (made(Some(second), Some(second)), &[]),
        (made(Some(Timestamp::EPOCH), Some(Timestamp::MAX)), &rows),
    ] {
        is_listed(&store, filter, expected).await;
    }
}

/// By an address that the list names, or that a mail went to; in any spelling, whole, and within the workspace.
pub async fn are_found_by_address(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let elsewhere = world.make.workspace();
    let theirs = world.make.bare_company(&elsewhere);
    let rules =
        |texts: &[&str]| AllowList::new(texts.iter().map(|text| AddressRule::parse(text).unwrap())).unwrap();
    let mut invite = |company: &Company, texts: &[&str]| Invitation {
        allowed: rules(texts),
        ..world.make.bare_invitation(company)
    };
    let named = invite(&world.company, &["Ann@Example.org", "ann@example.org", "*@example.net"]);
    let mailed = invite(&world.company, &["*@example.org"]);
    let foreign = invite(&theirs, &["ann@example.org"]);
    let rows = [&named, &mailed, &foreign];
    accept(&store, [Change::CreateWorkspace(elsewhere), Change::CreateCompany(theirs.clone())]).await;
    accept(&store, rows.map(|row| Change::CreateInvitation(row.clone()))).await;
    let all = filter(&world);
    let found = |text: &str| InvitationFilter { email: EmailAddress::parse(text).ok(), ..all.clone() };
    is_listed(&store, found("ann@example.org"), &[&named]).await;
    is_listed(&store, found("bob@example.net"), &[]).await;
    let address = EmailAddress::parse("ANN@example.ORG").unwrap();
    let mut mail = || InvitationMail { to: address.clone(), ..world.make.invitation_mail(&mailed) };
    accept(&store, [Change::CreateInvitationMail(mail()), Change::CreateInvitationMail(mail())]).await;
    is_listed(&store, found("ann@example.org"), &[&named, &mailed]).await;
    is_listed(&store, found("n@example.org"), &[]).await;
}

/// By a part of the external id, of what its list says or of a label, without regard to ASCII case and with nothing in it
/// a wildcard.
pub async fn are_found_by_text(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let bare = world.make.bare_invitation(&world.company);
    let rules = [AddressRule::parse("*@Example.net").unwrap()];
    let labels = [("ticket".to_owned(), "50% of Straße_9".to_owned())];
    let labelled = Invitation {
        allowed: AllowList::new(rules).unwrap(),
        metadata: Metadata::new(labels.into()).unwrap(),
        external_id: Some(ExternalId::parse("Invite-1042").unwrap()),
        ..world.make.bare_invitation(&world.company)
    };
    accept(&store, [&bare, &labelled].map(|row| Change::CreateInvitation(row.clone()))).await;
    let find = |text: &str| InvitationFilter { text: SearchText::parse(text).ok(), ..filter(&world) };
    for text in ["1042", "INVITE", "@example.NET", "0% of", "Straße_9", "STRAßE", "of straße"] {
        is_listed(&store, find(text), &[&labelled]).await;
    }
    for text in ["5%S", "Straße%9", "straSse", "ticket", "1042*", "*@example.net50", "Straße!9"] {
        is_listed(&store, find(text), &[]).await;
    }
    let next = Invitation {
        external_id: Some(ExternalId::parse("other").unwrap()),
        version: labelled.version.next(),
        ..labelled
    };
    accept(&store, [Change::UpdateInvitation(next.clone())]).await;
    is_listed(&store, find("1042"), &[]).await;
    is_listed(&store, find("other"), &[&next]).await;
}

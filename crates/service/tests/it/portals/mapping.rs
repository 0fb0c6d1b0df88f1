//! Which fields fill which: when that is asked, what is suggested, and what comes of it.

use std::time::Duration;

use latchstring_domain::event::{EventKind, Subject};
use latchstring_domain::flow::{Flow, MappedField, MappingError, Schema};
use latchstring_domain::flow_session::{FieldsToMap, FlowState, Step, StepError};
use latchstring_domain::portal::PortalOptions;
use latchstring_domain::provider::{Connector, Provider};
use latchstring_service::flow::FlowChanges;
use latchstring_service::flow_session::{self, FlowError, FlowPass, MapFieldsError, SignInProgress};
use latchstring_service::portal::{CreatePortalLink, PortalWish};
use latchstring_service::ports::SignInUnavailable;
use latchstring_service::{connector, flow};
use latchstring_sign_in::{keys, sandbox};
use latchstring_storage::FlowSessions as _;

use crate::harness::{
    Fault, PASSWORD, TENANT, USERNAME, World, answers, credentials, mapped, origin, schema, tenant, typed,
};

/// What the customer of most of these tests wants filled, and what the source has.
fn wanted() -> Schema {
    schema("Invoice", &["total!", "due"])
}

fn has() -> Schema {
    schema("Bills", &["amount", "total", "due"])
}

fn mapping() -> PortalOptions {
    PortalOptions { maps_fields: true, ..PortalOptions::default() }
}

/// A world in which every source has the fields above.
async fn world() -> World {
    let world = World::new().await;
    world.sign_in.discovers(Ok(Some(has())));
    world
}

/// Signs in at the sandbox in this flow, through a link of its own with these options.
async fn arrive(world: &World, flow: &Flow, options: PortalOptions) -> FlowPass {
    let pass = world.open_portal(&world.portal_with(options).await).await;
    world.signed_in_at(&pass, flow.id, world.provider.id).await;
    pass
}

async fn to_map(world: &World, pass: &FlowPass) -> Option<FieldsToMap> {
    let session = world.store.flow_session(pass.session_id()).await.unwrap().unwrap();
    let to_map = session.to_map().cloned();
    assert_eq!(session.step(), if to_map.is_some() { Step::Mapping } else { Step::Submit });
    to_map
}

async fn map(world: &World, pass: &FlowPass, chosen: &[MappedField]) -> Result<(), MapFieldsError> {
    flow_session::map_fields(&world.ls, pass, chosen).await
}

/// A connection made in this flow, at the sandbox, with this mapping.
async fn connected_with(world: &World, flow: &Flow, chosen: &[MappedField]) {
    let pass = arrive(world, flow, mapping()).await;
    map(world, &pass, chosen).await.unwrap();
    world.submit(&pass).await.unwrap();
    // Of two connections of one millisecond neither is the earlier one.
    world.clock.advance(Duration::from_millis(1));
}

async fn suggested(world: &World, flow: &Flow) -> Vec<MappedField> {
    let pass = arrive(world, flow, mapping()).await;
    to_map(world, &pass).await.unwrap().suggested.fields().to_vec()
}

#[tokio::test]
async fn a_mapping_is_asked_for_where_it_is_wanted_and_both_sides_are_known() {
    for (maps_fields, target, source) in
        [(true, true, true), (false, true, true), (true, false, true), (true, true, false)]
    {
        let world = World::new().await;
        world.sign_in.discovers(Ok(source.then(has)));
        let flow = match target {
            true => world.flow_to_map("bills", &["sandbox"], wanted()).await,
            false => world.flow("bills", &["sandbox"]).await,
        };
        let options = PortalOptions { maps_fields, ..PortalOptions::default() };
        let pass = arrive(&world, &flow, options).await;

        let asked = to_map(&world, &pass).await;

        let all = maps_fields && target && source;
        let suggested = || {
            let alike = vec![mapped("Invoice.total", "Bills.total"), mapped("Invoice.due", "Bills.due")];
            latchstring_domain::flow::FieldMapping::from_stored(alike)
        };
        let expected = || FieldsToMap { target: wanted(), source: has(), suggested: suggested() };
        assert_eq!(asked, all.then(expected), "{maps_fields} {target} {source}");
    }
}

#[tokio::test]
async fn the_fields_of_a_source_are_those_its_driver_finds_or_else_those_of_the_catalog() {
    let world = World::new().await;
    let mut wish = world.connector("acme");
    wish.connector = Connector { fields: Some(has()), ..wish.connector };
    connector::import(&world.ls, &world.caller, &[wish, world.connector("mute")]).await.unwrap();
    let flow = world.flow_to_map("bills", &["acme", "mute", "sandbox"], wanted()).await;
    let providers = flow::get(&world.ls, &world.caller, &flow.key).await.unwrap().connectors;
    let [acme, mute, sandbox] = <[Provider; 3]>::try_from(providers).unwrap();
    let source = async |provider: &Provider| {
        let pass = world.open_portal(&world.portal_with(mapping()).await).await;
        world.signed_in_at(&pass, flow.id, provider.id).await;
        to_map(&world, &pass).await.map(|to_map| to_map.source)
    };
    assert_eq!(source(&acme).await, Some(has()));
    assert_eq!(source(&mute).await, None, "nobody knows its fields");
    let found = source(&sandbox).await.unwrap();
    assert!(
        found.fields().any(|(table, field)| table.table.as_str() == "Bills" && field.id.as_str() == "amount")
    );
}

#[tokio::test]
async fn the_fields_that_a_link_brings_outdo_those_of_its_flow() {
    let world = world().await;
    let flow = world.flow_to_map("bills", &["sandbox"], wanted()).await;
    let bare = world.flow("bare", &["sandbox"]).await;
    let own = schema("Ledger", &["amount"]);
    let options = || PortalOptions {
        schemas: vec![(typed("bills"), own.clone()), (typed("bare"), own.clone())],
        ..mapping()
    };
    for flow in [&flow, &bare] {
        let pass = arrive(&world, flow, options()).await;
        assert_eq!(to_map(&world, &pass).await.unwrap().target, own, "{}", flow.key);
    }
    let of_another = PortalOptions { schemas: vec![(typed("bare"), own.clone())], ..mapping() };
    let pass = arrive(&world, &flow, of_another).await;
    assert_eq!(to_map(&world, &pass).await.unwrap().target, wanted());
}

#[tokio::test]
async fn what_was_mapped_is_on_the_connection_in_the_customers_order() {
    let world = world().await;
    let flow = world.flow_to_map("bills", &["sandbox"], wanted()).await;
    let pass = arrive(&world, &flow, mapping()).await;
    let first = [mapped("Invoice.total", "Bills.total")];
    map(&world, &pass, &first).await.unwrap();
    let changed = [mapped("Invoice.due", "Bills.due"), mapped("Invoice.total", "Bills.amount")];
    map(&world, &pass, &changed).await.unwrap();
    let view = flow_session::view(&world.ls, &pass).await.unwrap();
    assert_eq!(view.session.step(), Step::Submit);

    world.submit(&pass).await.unwrap();

    let connection = world.connections().await.remove(0);
    let in_order = [changed[1].clone(), changed[0].clone()];
    assert_eq!(connection.field_mapping.unwrap().fields(), in_order);
}

#[tokio::test]
async fn t058_a_mapping_can_be_neither_skipped_nor_made_up() {
    let world = world().await;
    let flow = world.flow_to_map("bills", &["sandbox"], wanted()).await;
    let pass = arrive(&world, &flow, mapping()).await;
    let before = world.snapshot().await;
    let late = world.submit(&pass).await.unwrap_err();
    assert!(late.to_string().contains("mapping"), "{late}");
    let refused = async |chosen: &[MappedField]| match map(&world, &pass, chosen).await {
        Err(MapFieldsError::Mapping(refused)) => refused,
        other => panic!("{other:?}"),
    };
    let total = || mapped("Invoice.total", "Bills.total");
    assert!(matches!(refused(&[]).await, MappingError::Missing(_)));
    let twice = [total(), total()];
    assert!(matches!(refused(&twice).await, MappingError::Repeated(_)));
    let unknown = [total(), mapped("Invoice.paid", "Bills.total")];
    assert!(matches!(refused(&unknown).await, MappingError::UnknownTarget(_)));
    let unknown = [mapped("Invoice.total", "Accounts.total")];
    assert!(matches!(refused(&unknown).await, MappingError::UnknownSource(_)));
    assert_eq!(world.snapshot().await, before);

    map(&world, &pass, &[total()]).await.unwrap();
    world.submit(&pass).await.unwrap();
    let again = map(&world, &pass, &[total()]).await;
    let Err(MapFieldsError::Flow(FlowError::Step(StepError::WrongStep { at }))) = again else {
        panic!("{again:?}")
    };
    assert_eq!(at, Step::Done);
}

#[tokio::test]
async fn choosing_sites_again_asks_for_the_mapping_again() {
    let world = world().await;
    world.company_is_the_tenant().await;
    let flow = world.flow_to_map("bills", &["sandbox"], wanted()).await;
    let pass = arrive(&world, &flow, mapping()).await;
    let early = map(&world, &pass, &[mapped("Invoice.total", "Bills.total")]).await;
    let Err(MapFieldsError::Flow(FlowError::Step(StepError::WrongStep { at }))) = early else {
        panic!("{early:?}")
    };
    assert_eq!(at, Step::Sites);
    for _ in 0..2 {
        world.choose_sites(&pass).await;
        assert!(to_map(&world, &pass).await.is_some());
        map(&world, &pass, &[mapped("Invoice.total", "Bills.total")]).await.unwrap();
    }
    world.submit(&pass).await.unwrap();
}

/// What is chosen is checked against what was shown.
#[tokio::test]
async fn a_flow_that_changes_while_its_fields_are_mapped_changes_nothing_for_who_maps_them() {
    let world = world().await;
    let flow = world.flow_to_map("bills", &["sandbox"], wanted()).await;
    let pass = arrive(&world, &flow, mapping()).await;
    let other = FlowChanges { schema: Some(Some(schema("Other", &["x!"]))), ..FlowChanges::default() };
    flow::update(&world.ls, &world.caller, &flow.key, other).await.unwrap();
    world.sign_in.discovers(Ok(None));
    map(&world, &pass, &[mapped("Invoice.total", "Bills.total")]).await.unwrap();
    flow::delete(&world.ls, &world.caller, &flow.key).await.unwrap();
    world.submit(&pass).await.unwrap();
    assert!(world.connections().await[0].field_mapping.is_some());
}

#[tokio::test]
async fn what_a_company_mapped_last_in_the_same_flow_at_the_same_provider_is_suggested() {
    let world = world().await;
    let flow = world.flow_to_map("bills", &["sandbox"], wanted()).await;
    let alike = [mapped("Invoice.total", "Bills.total"), mapped("Invoice.due", "Bills.due")];
    assert_eq!(suggested(&world, &flow).await, alike, "nothing was mapped before");
    connected_with(&world, &flow, &[mapped("Invoice.total", "Bills.due")]).await;
    let last = [mapped("Invoice.total", "Bills.amount")];
    connected_with(&world, &flow, &last).await;
    assert_eq!(suggested(&world, &flow).await, last, "the newest, and what was left empty stays so");

    let pass = arrive(&world, &flow, PortalOptions::default()).await;
    world.submit(&pass).await.unwrap();
    world.clock.advance(Duration::from_millis(1));
    assert_eq!(suggested(&world, &flow).await, last, "a connection without a mapping hides none");
    world.sign_in.discovers(Ok(Some(schema("Bills", &["total"]))));
    assert_eq!(suggested(&world, &flow).await, [], "what is gone is not suggested");
}

#[tokio::test]
async fn what_was_mapped_elsewhere_is_not_suggested() {
    let world = world().await;
    let acme = world.import(&["acme"]).await.remove(0);
    let flow = world.flow_to_map("bills", &["sandbox", "acme"], wanted()).await;
    let other_flow = world.flow_to_map("other", &["sandbox"], wanted()).await;
    connected_with(&world, &other_flow, &[mapped("Invoice.total", "Bills.amount")]).await;
    // Another provider of the same flow.
    let pass = world.open_portal(&world.portal_with(mapping()).await).await;
    world.signed_in_at(&pass, flow.id, acme.id).await;
    map(&world, &pass, &[mapped("Invoice.total", "Bills.amount")]).await.unwrap();
    world.submit(&pass).await.unwrap();
    // Another tenant.
    let wish = world.portal_wish(PortalWish::All);
    let theirs = CreatePortalLink { tenant: tenant("neighbour"), options: mapping(), ..wish };
    let pass = world.open_portal(&world.portal(theirs).await).await;
    world.signed_in_at(&pass, flow.id, world.provider.id).await;
    map(&world, &pass, &[mapped("Invoice.total", "Bills.amount")]).await.unwrap();
    world.submit(&pass).await.unwrap();

    let alike = [mapped("Invoice.total", "Bills.total"), mapped("Invoice.due", "Bills.due")];
    assert_eq!(suggested(&world, &flow).await, alike);
    assert!(world.company_called(TENANT).await.is_some());
}

#[tokio::test]
async fn a_source_that_cannot_say_its_fields_now_makes_the_sign_in_unavailable() {
    let world = World::new().await;
    let retry_after = Some(Duration::from_secs(30));
    world.sign_in.discovers(Err(SignInUnavailable { retry_after }));
    let flow = world.flow_to_map("bills", &["sandbox"], wanted()).await;
    let link = world.portal_with(mapping()).await;
    let pass = world.open_portal(&link).await;
    world.choose_offered(&pass, flow.id, world.provider.id).await;
    let before = world.store.flow_session(pass.session_id()).await.unwrap();
    world.store.take_committed();

    let progress = world.sign_in(&pass, USERNAME, PASSWORD).await;

    assert_eq!(progress, SignInProgress::Unavailable { retry_after });
    assert_eq!(world.store.flow_session(pass.session_id()).await.unwrap(), before, "nothing is held");
    let written = format!("{:?}", world.store.take_committed());
    assert!(!written.contains("SealedBytes"), "{written}");
    let told = world.events(Subject::Invitation(link.invitation.id)).await.pop().unwrap();
    assert_eq!(told.body.kind, EventKind::SignInFailed);
    assert_eq!(told.body.data.values()["reason"], "unavailable".into());

    world.sign_in.discovers(Ok(Some(has())));
    world.sign_in(&pass, USERNAME, PASSWORD).await;
    assert!(to_map(&world, &pass).await.is_some(), "trying again helps");
}

#[tokio::test]
async fn a_challenge_that_was_answered_where_the_fields_are_not_known_now_can_be_answered_again() {
    let world = World::new().await;
    let flow = world.flow_to_map("bills", &["sandbox"], wanted()).await;
    let pass = world.open_portal(&world.portal_with(mapping()).await).await;
    world.choose_offered(&pass, flow.id, world.provider.id).await;
    world.sign_in.discovers(Err(SignInUnavailable { retry_after: None }));
    world.sign_in(&pass, "sandbox-mfa", PASSWORD).await;
    let answer = async || {
        let code = answers(&[(keys::CODE, sandbox::CODE)]);
        flow_session::answer_challenge(&world.ls, &pass, code, &origin(1)).await.unwrap()
    };
    assert_eq!(answer().await, SignInProgress::Unavailable { retry_after: None });
    let session = world.store.flow_session(pass.session_id()).await.unwrap().unwrap();
    assert!(matches!(session.state, FlowState::Challenged { .. }), "{:?}", session.state);
    assert_eq!(session.failed_sign_ins, 0, "it is nobody's wrong answer");
    world.sign_in.discovers(Ok(Some(has())));
    assert_eq!(answer().await, SignInProgress::SignedIn);
    assert!(to_map(&world, &pass).await.is_some());
}

/// Whoever asks for no mapping is not kept out by a source that cannot say its fields.
#[tokio::test]
async fn where_no_mapping_is_wanted_nobody_asks_for_the_fields() {
    let world = World::new().await;
    world.sign_in.discovers(Err(SignInUnavailable { retry_after: None }));
    let flow = world.flow_to_map("bills", &["sandbox"], wanted()).await;
    let bare = world.flow("bare", &["sandbox"]).await;
    arrive(&world, &flow, PortalOptions::default()).await;
    arrive(&world, &bare, mapping()).await;
    let refused = world.open_portal(&world.portal_with(mapping()).await).await;
    world.choose_offered(&refused, flow.id, world.provider.id).await;
    let wrong = flow_session::sign_in(&world.ls, &refused, credentials(USERNAME, "wrong"), &origin(1)).await;
    assert!(matches!(wrong, Ok(SignInProgress::Refused(_))), "{wrong:?}");
}

#[tokio::test]
async fn t139_a_mapping_whose_answer_got_lost_can_be_sent_again() {
    let world = world().await;
    let flow = world.flow_to_map("bills", &["sandbox"], wanted()).await;
    let pass = arrive(&world, &flow, mapping()).await;
    let chosen = [mapped("Invoice.total", "Bills.total")];
    for fault in [Fault::Unavailable, Fault::AnswerLost] {
        world.store.fail_next(fault);
        map(&world, &pass, &chosen).await.unwrap_err();
    }
    map(&world, &pass, &chosen).await.unwrap();
    world.submit(&pass).await.unwrap();
    assert_eq!(world.connections().await[0].field_mapping.as_ref().unwrap().fields(), chosen);
}

//! How the databases go about the queries: found in an index, never by walking a table.

use latchstring_domain::Timestamp;
use latchstring_domain::actor::ActorKind;
use latchstring_domain::event::{EventKind, Subject};
use latchstring_domain::id::{
    CompanyId, ConnectionId, DeliveryId, EndpointId, EventId, FlowId, InvitationId, MagicLinkId, OutboxId,
    ProviderId, QueueId, WorkspaceId,
};
use latchstring_domain::invitation::{InvitationSource, InvitationType};
use latchstring_domain::outbox::Lane;
use latchstring_domain::sealed::Digest;
use latchstring_domain::text::ProviderName;
use latchstring_domain::utility::UtilityType;
use latchstring_domain::webhook::DeliveryStatus;
use latchstring_storage::{
    Claim, ConnectionFilter, DeliveryFilter, EventFilter, InvitationFilter, MessageRange, ParkedFilter,
    ProviderFilter, ProviderPlace, Slice,
};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, EntityTrait, QuerySelect as _, QueryTrait as _, Select,
    Statement,
};
use uuid::Uuid;

use super::{
    api_keys, bulks, connections, events, flow_sessions, flows, invitation_mails, invitations, magic_links,
    mfa_messages, outbox_entries, providers, sliced, turns, webhooks,
};
use crate::entity;
use crate::over;
use crate::scratch::server;
use crate::{PostgresOptions, SeaOrmStore, SqliteOptions};

const ID: Uuid = Uuid::from_u128(7);

async fn sqlite() -> (tempfile::TempDir, SeaOrmStore) {
    let dir = tempfile::tempdir().unwrap();
    let store =
        SeaOrmStore::connect_sqlite(&dir.path().join("plans.db"), SqliteOptions::default()).await.unwrap();
    store.migrate().await.unwrap();
    (dir, store)
}

async fn lines<C: ConnectionTrait>(db: &C, explain: &str, query: Statement, column: &str) -> String {
    let sql = format!("{explain} {}", query.sql);
    let explained = Statement { sql, ..query };
    let rows = db.query_all_raw(explained).await.unwrap();
    rows.iter().map(|row| row.try_get::<String>("", column).unwrap()).collect::<Vec<_>>().join("\n")
}

async fn sqlite_plan<E: EntityTrait>(db: &DatabaseConnection, query: Select<E>) -> String {
    lines(db, "EXPLAIN QUERY PLAN", query.build(DbBackend::Sqlite), "detail").await
}

#[tokio::test]
async fn t040_a_token_is_found_by_one_search_of_a_unique_index() {
    let (_dir, store) = sqlite().await;
    let digest = Digest::new([7; 32]);
    let plan = sqlite_plan(store.reader(), invitations::by_token(&digest)).await;
    assert_eq!(plan, "SEARCH invitations USING INDEX invitations_token_digest_key (token_digest=?)");
    let plan = sqlite_plan(store.reader(), api_keys::by_digest(&digest)).await;
    assert_eq!(plan, "SEARCH api_keys USING INDEX api_keys_digest_key (digest=?)");
}

async fn searched<E: EntityTrait>(store: &SeaOrmStore, query: Select<E>, index: &str) {
    let plan = sqlite_plan(store.reader(), query).await;
    assert!(plan.contains(index), "{index}: {plan}");
    assert!(!plan.contains("SCAN"), "{index}: {plan}");
    assert!(!plan.contains("TEMP B-TREE"), "{index}: {plan}");
}

fn page<Id>(id: Id) -> Slice<Id> {
    Slice::After { id: Some(id), limit: 20 }
}

#[tokio::test]
async fn lists_are_read_in_the_order_of_an_index() {
    let (_dir, store) = sqlite().await;
    let workspace = WorkspaceId::from_uuid(ID);
    let (company, connection) = (Some(CompanyId::from_uuid(ID)), Some(ConnectionId::from_uuid(ID)));

    let of_workspace = InvitationFilter::all(workspace);
    let of_company = InvitationFilter { company, ..of_workspace.clone() };
    let of_connection = InvitationFilter { connection, ..of_workspace.clone() };
    let source = Some(InvitationSource::Hotglue);
    let with_portal = InvitationFilter { source, ..of_workspace.clone() };
    let repairs = InvitationFilter { kind: Some(InvitationType::EditConnection), ..of_workspace.clone() };
    let (made_from, made_before) = (Some(Timestamp::EPOCH), Some(Timestamp::MAX));
    let made = InvitationFilter { made_from, made_before, ..of_workspace.clone() };
    let email = Some(latchstring_storage_testing::fixture::email("Mike"));
    let of_address = InvitationFilter { email, ..of_workspace.clone() };
    let cases = [
        (of_workspace, "invitations_workspace_key (workspace_id=? AND id<?)"),
        (of_company, "invitations_company_idx (workspace_id=? AND company_id=? AND id<?)"),
        (of_connection, "invitations_connection_idx (workspace_id=? AND connection_id=? AND id<?)"),
        (with_portal, "invitations_portal_idx (workspace_id=? AND id<?)"),
        (repairs, "invitations_repairs_idx (workspace_id=? AND id<?)"),
        (made, "invitations_workspace_key (workspace_id=? AND id>? AND id<?)"),
        (of_address.clone(), "sqlite_autoindex_invitation_addresses_1 (workspace_id=? AND address=?)"),
        (of_address, "(workspace_id=? AND id=?)"),
    ];
    for (filter, index) in cases {
        let (query, slice) = (invitations::matching(&filter), page(InvitationId::from_uuid(ID)));
        let list = sliced(query, entity::invitations::Column::Id, &slice, |id| id.as_uuid());
        searched(&store, list, index).await;
    }

    let (query, slice) = (magic_links::of(CompanyId::from_uuid(ID)), page(MagicLinkId::from_uuid(ID)));
    let list = sliced(query, entity::magic_links::Column::Id, &slice, |id| id.as_uuid());
    searched(&store, list, "magic_links_company_idx (company_id=? AND id<?)").await;

    let mails = invitation_mails::of(&[InvitationId::from_uuid(ID)]);
    searched(&store, mails, "invitation_mails_invitation_idx (invitation_id=?)").await;

    let (status, owner_email, sites) = (None, None, Vec::new());
    let bare = ConnectionFilter { workspace, company: None, status, owner_email, sites, flow: None };
    let of_company = ConnectionFilter { company, ..bare.clone() };
    let owner_email = Some(latchstring_storage_testing::fixture::email("Owner"));
    let of_flow = ConnectionFilter { flow: Some(FlowId::from_uuid(ID)), ..of_company.clone() };
    let of_owner = ConnectionFilter { owner_email, ..bare.clone() };
    let cases = [
        (bare, "connections_workspace_key (workspace_id=? AND id<?)"),
        (of_company, "connections_company_idx (workspace_id=? AND company_id=? AND id<?)"),
        (of_owner, "connections_owner_idx (workspace_id=? AND owner_email_canonical=? AND id<?)"),
        (of_flow, "connections_flow_idx (workspace_id=? AND flow_id=? AND company_id=? AND id<?)"),
    ];
    for (filter, index) in cases {
        let (query, slice) = (connections::matching(&filter), page(ConnectionId::from_uuid(ID)));
        let list = sliced(query, entity::connections::Column::Id, &slice, |id| id.as_uuid());
        searched(&store, list, index).await;
    }
}

#[tokio::test]
async fn events_are_read_in_the_order_of_an_index_either_way() {
    let (_dir, store) = sqlite().await;
    let all = EventFilter::all(WorkspaceId::from_uuid(ID));
    let (from, until) = (Some(Timestamp::EPOCH), Some(Timestamp::MAX));
    let subject = Some(Subject::Invitation(InvitationId::from_uuid(ID)));
    let cases = [
        (all, "events_workspace_idx (workspace_id=? AND id"),
        (EventFilter { from, until, ..all }, "events_workspace_idx (workspace_id=? AND id>? AND id<?)"),
        (
            EventFilter { kind: Some(EventKind::Viewed), ..all },
            "events_kind_idx (workspace_id=? AND kind=? AND id",
        ),
        (
            EventFilter { actor: Some(ActorKind::Recipient), ..all },
            "events_actor_idx (workspace_id=? AND actor_kind=? AND id",
        ),
        (
            EventFilter { subject, ..all },
            "events_subject_idx (workspace_id=? AND subject_kind=? AND subject_id=? AND id",
        ),
    ];
    for (filter, index) in cases {
        let last = EventId::from_uuid(ID);
        let slice = page(last);
        let list = sliced(events::matching(&filter), entity::events::Column::Id, &slice, |id| id.as_uuid());
        searched(&store, list, index).await;
        searched(&store, events::onward(&filter, Some(last)).limit(20), index).await;
    }
}

#[tokio::test]
async fn twins_are_found_by_their_names() {
    let (_dir, store) = sqlite().await;
    let workspace = WorkspaceId::from_uuid(ID);
    let (who, what) = (
        latchstring_storage_testing::fixture::email("Mike"),
        latchstring_domain::text::ExternalId::parse("row 1").unwrap(),
    );
    let named = "sqlite_autoindex_invitation_addresses_1 (workspace_id=? AND address=?)";
    searched(&store, bulks::addressed(workspace, &[who], Timestamp::MAX), named).await;
    let called = bulks::called(workspace, &[what], Timestamp::MAX);
    searched(&store, called, "invitations_external_id_idx (workspace_id=? AND external_id=?)").await;
}

#[tokio::test]
async fn connectors_and_flows_are_found_by_key() {
    let (_dir, store) = sqlite().await;
    let workspace = WorkspaceId::from_uuid(ID);
    let (connector, flow) = ("sap".parse().unwrap(), "billing".parse().unwrap());
    let by_key = "providers_connector_key (workspace_id=? AND connector_key=?)";
    searched(&store, flows::connector(workspace, &connector), by_key).await;
    let from_the_first = "providers_connector_key (workspace_id=? AND connector_key>?)";
    searched(&store, flows::connectors(workspace, None), from_the_first).await;
    searched(&store, flows::connectors(workspace, Some(&connector)), from_the_first).await;
    searched(&store, flows::providers_among(&[ID, ID]), "(id=?)").await;
    searched(&store, flows::by_key(workspace, &flow), "flows_key (workspace_id=? AND key=?)").await;
    // A workspace has few, so they are found by the index and put in order afterwards.
    let all = sqlite_plan(store.reader(), flows::of(workspace)).await;
    assert!(all.contains("flows_key (workspace_id=?)"), "{all}");
}

#[tokio::test]
async fn a_search_of_the_catalog_walks_one_index_in_its_order() {
    let (_dir, store) = sqlite().await;
    let all = ProviderFilter::listed(WorkspaceId::from_uuid(ID));
    let by_text = ProviderFilter { text: Some("power".to_owned()), ..all.clone() };
    let country = Some("US".parse().unwrap());
    let narrowed = ProviderFilter { country, utility_type: Some(UtilityType::Gas), ..by_text.clone() };
    let index = "providers_search_idx (workspace_id=? AND listed=?";
    for filter in [&all, &by_text, &narrowed] {
        searched(&store, providers::page(filter, None, 21), index).await;
        let place =
            ProviderPlace { name: ProviderName::parse("Pacific").unwrap(), id: ProviderId::from_uuid(ID) };
        let next = "providers_search_idx (workspace_id=? AND listed=? AND (name_folded,id)>(?,?))";
        searched(&store, providers::page(filter, Some(&place), 21), next).await;
    }
}

#[tokio::test]
async fn chains_and_work_are_read_in_the_order_of_an_index() {
    let (_dir, store) = sqlite().await;
    let subject = Subject::Invitation(InvitationId::from_uuid(ID));
    let place = "events_place_key (subject_kind=? AND subject_id=?";
    searched(&store, events::last(subject), place).await;
    searched(&store, events::chain(subject, 3), place).await;
    let subjects = events::firsts(WorkspaceId::from_uuid(ID), None);
    searched(&store, subjects, "events_subjects_idx (workspace_id=?)").await;
    searched(
        &store,
        outbox_entries::due(Lane::Work, i64::MAX),
        "outbox_entries_lane_idx (lane=? AND due_at<?)",
    )
    .await;
    let lasts = sqlite_plan(store.reader(), events::last_of("invitation", &[ID, ID])).await;
    assert!(!lasts.contains("SCAN events"), "{lasts}");
}

#[tokio::test]
async fn webhooks_are_read_in_the_order_of_an_index() {
    let (_dir, store) = sqlite().await;
    let (workspace, endpoint) = (WorkspaceId::from_uuid(ID), EndpointId::from_uuid(ID));
    let cases = [
        (None, "webhook_deliveries_endpoint_idx (endpoint_id=? AND id<?)"),
        (Some(DeliveryStatus::Failed), "webhook_deliveries_state_idx (endpoint_id=? AND state=? AND id<?)"),
    ];
    for (status, index) in cases {
        let query = webhooks::deliveries(&DeliveryFilter { endpoint, status });
        let slice = page(DeliveryId::from_uuid(ID));
        let list = sliced(query, entity::webhook_deliveries::Column::Id, &slice, |id| id.as_uuid());
        searched(&store, list, index).await;
    }
    let range = MessageRange { workspace, from: Timestamp::EPOCH, until: Timestamp::MAX };
    let told = "webhook_messages_told_idx (workspace_id=? AND occurred_at>? AND occurred_at<?)";
    searched(&store, webhooks::told(&range, None), told).await;
    searched(&store, webhooks::of(workspace), "webhook_endpoints_workspace_key (workspace_id=?)").await;
}

#[tokio::test]
async fn t138_what_was_given_up_is_found_by_an_index() {
    let (_dir, store) = sqlite().await;
    let ours = ParkedFilter { workspace: Some(WorkspaceId::from_uuid(ID)), ..ParkedFilter::default() };
    let entries = |filter: &ParkedFilter| {
        let slice = page(OutboxId::from_uuid(ID));
        sliced(outbox_entries::parked(filter), entity::outbox_entries::Column::Id, &slice, |id| id.as_uuid())
    };
    let deliveries = |filter: &ParkedFilter| {
        let slice = page(DeliveryId::from_uuid(ID));
        sliced(webhooks::exhausted(filter), entity::webhook_deliveries::Column::Id, &slice, |id| id.as_uuid())
    };
    searched(&store, entries(&ours), "outbox_entries_dead_idx (workspace_id=? AND id<?)").await;
    searched(&store, deliveries(&ours), "webhook_deliveries_dead_idx (workspace_id=? AND id<?)").await;
    let all = ParkedFilter::default();
    searched(&store, entries(&all), "outbox_entries_parked_idx (id<?)").await;
    searched(&store, deliveries(&all), "webhook_deliveries_all_dead_idx (id<?)").await;
}

/// A sweep costs what it takes away, whatever stays.
#[tokio::test]
async fn what_is_over_is_found_by_its_time() {
    let (_dir, store) = sqlite().await;
    let (workspace, until) = (WorkspaceId::from_uuid(ID), Timestamp::MAX);
    searched(&store, over::marks(until).some(9), "marks_until_idx (until<?)").await;
    searched(&store, over::tallies(until).some(9), "tallies_until_idx (until<?)").await;
    searched(&store, over::answers(until).some(9), "kept_answers_until_idx (until<?)").await;
    searched(&store, over::mfa_messages(until).some(9), "mfa_messages_expires_idx (expires_at<?)").await;
    searched(&store, over::flow_sessions(until).some(9), "flow_sessions_expires_idx (expires_at<?)").await;
    let messages = "webhook_messages_kept_idx (workspace_id=? AND created_at<?)";
    searched(&store, over::messages(workspace, until).some(9), messages).await;
    let dead = "outbox_entries_dead_idx (workspace_id=?)";
    searched(&store, over::dead_letters(workspace, until).some(9), dead).await;
    let mails = sqlite_plan(store.reader(), over::mails(workspace, until).some(9)).await;
    assert!(mails.contains("invitation_mails_kept_idx (workspace_id=? AND settled_at<?)"), "{mails}");
}

#[tokio::test]
async fn what_is_forwarded_to_a_connection_is_found_by_it() {
    let (_dir, store) = sqlite().await;
    let connection = ConnectionId::from_uuid(ID);
    let walks = flow_sessions::of(connection, Timestamp::EPOCH, 10);
    searched(&store, walks, "flow_sessions_connection_idx (connection_id=?)").await;
    let messages = mfa_messages::of(connection, Timestamp::EPOCH, 10);
    searched(&store, messages, "mfa_messages_connection_idx (connection_id=?)").await;
}

/// T119: whose turn it is costs as much as there are queues, whatever waits in them.
#[tokio::test]
async fn t119_turns_hop_along_an_index_and_never_walk_the_table() {
    let (_dir, store) = sqlite().await;
    let queue = QueueId::from_uuid(ID);
    let claim = Claim::of(Lane::Webhooks, Timestamp::MAX, std::time::Duration::from_secs(1), 8);
    let claim = Claim { except: vec![queue], after: Some(queue), ..claim };
    let statement = turns::statement(DbBackend::Sqlite, &claim, i64::MAX, 8);
    let plan = lines(store.reader(), "EXPLAIN QUERY PLAN", statement, "detail").await;
    for index in [
        "SEARCH e USING COVERING INDEX outbox_entries_queue_idx (lane=? AND queue_id>?)",
        "SEARCH o USING COVERING INDEX outbox_entries_queue_idx (lane=? AND queue_id=? AND due_at<?)",
    ] {
        assert!(plan.contains(index), "{index}: {plan}");
    }
    for walk in ["SCAN outbox_entries", "SCAN e", "SCAN o"] {
        assert!(!plan.lines().any(|line| line == walk || line.starts_with(&format!("{walk} "))), "{plan}");
    }
}

#[tokio::test]
#[ignore = "needs PostgreSQL: run ./tests/run"]
async fn t040_a_token_is_found_by_one_search_of_a_unique_index_on_postgresql() {
    let store = SeaOrmStore::connect_postgres(&server(), PostgresOptions::default()).await.unwrap();
    // The schema is made in a transaction that is never committed, so that this needs no database of its own.
    let tx = crate::write::begin(store.writer()).await.unwrap();
    tx.execute_unprepared("CREATE SCHEMA plans; SET LOCAL search_path TO plans").await.unwrap();
    <crate::migration::Migrator as sea_orm_migration::MigratorTrait>::up(&tx, None).await.unwrap();
    // An empty table is scanned whatever indexes it has.
    tx.execute_unprepared("SET LOCAL enable_seqscan = off").await.unwrap();
    let digest = Digest::new([7; 32]);
    let queries = [
        (invitations::by_token(&digest).build(DbBackend::Postgres), "invitations_token_digest_key"),
        (api_keys::by_digest(&digest).build(DbBackend::Postgres), "api_keys_digest_key"),
    ];
    for (query, index) in queries {
        let plan = lines(&tx, "EXPLAIN", query, "QUERY PLAN").await;
        assert!(plan.starts_with(&format!("Index Scan using {index}")), "{plan}");
        assert!(!plan.contains("Filter"), "{plan}");
    }
    tx.rollback().await.unwrap();
    store.close().await.unwrap();
}

use std::collections::BTreeMap;
use std::time::Duration;

use async_trait::async_trait;
use latchstring_domain::Timestamp;
use latchstring_domain::event::{Event, Subject};
use latchstring_domain::id::{EventId, WorkspaceId};
use latchstring_storage::{EventFilter, EventPosition, Events, Slice};
use sea_orm::sea_query::{Expr, ExprTrait as _, Query};
use sea_orm::{
    ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    QueryTrait as _, Select,
};
use uuid::Uuid;

use super::{Result, VALUES_PER_STATEMENT, all, capped, one, sliced};
use crate::SeaOrmStore;
use crate::driver;
use crate::entity::events::{Column, Entity};
use crate::row::cell::Row;
use crate::row::events::{read, seal, subject as read_subject};

/// How far the id of an event may lie from its time.
const HOUR: Duration = Duration::from_secs(60 * 60);

fn about(subject: Subject) -> Condition {
    Condition::all().add(Column::SubjectKind.eq(subject.kind())).add(Column::SubjectId.eq(subject.uuid()))
}

pub(super) fn matching(filter: &EventFilter) -> Select<Entity> {
    Entity::find()
        .filter(Column::WorkspaceId.eq(filter.workspace.as_uuid()))
        .apply_if(filter.subject, |query, subject| query.filter(about(subject)))
        .apply_if(filter.kind, |query, kind| query.filter(Column::Kind.eq(kind.as_str())))
        .apply_if(filter.actor, |query, actor| query.filter(Column::ActorKind.eq(actor.as_str())))
        .filter(happened(filter))
}

/// By the time in the row, and by the id, which is made in the same hour at the latest: every index ends in it.
fn happened(filter: &EventFilter) -> Condition {
    let from = filter.from.map(|from| {
        let first = EventId::first_at(from.saturating_sub(HOUR));
        Column::OccurredAt.gte(from.unix_millis()).and(Column::Id.gte(first.as_uuid()))
    });
    let until = filter.until.map(|until| {
        let first = EventId::first_at(until.saturating_add(HOUR));
        Column::OccurredAt.lt(until.unix_millis()).and(Column::Id.lt(first.as_uuid()))
    });
    from.into_iter().chain(until).fold(Condition::all(), Condition::add)
}

/// The events of a filter after one of them, oldest first.
pub(super) fn onward(filter: &EventFilter, after: Option<EventId>) -> Select<Entity> {
    matching(filter)
        .apply_if(after, |query, after| query.filter(Column::Id.gt(after.as_uuid())))
        .order_by_asc(Column::Id)
}

/// The last event of each of these subjects of one kind, found in the index of their places.
pub(super) fn last_of(kind: &str, ids: &[Uuid]) -> Select<Entity> {
    let lasts = Query::select()
        .columns([Column::SubjectKind, Column::SubjectId])
        .expr(Expr::col(Column::Sequence).max())
        .from(Entity)
        .and_where(Column::SubjectKind.eq(kind))
        .and_where(Column::SubjectId.is_in(ids.iter().copied()))
        .group_by_columns([Column::SubjectKind, Column::SubjectId])
        .to_owned();
    let place =
        Expr::tuple([Column::SubjectKind, Column::SubjectId, Column::Sequence].map(|c| c.into_expr()));
    Entity::find().filter(place.in_subquery(lasts))
}

/// The place and seal of a subject's last event.
pub(super) fn last(subject: Subject) -> Select<Entity> {
    Entity::find()
        .select_only()
        .columns([Column::Id, Column::Sequence, Column::Seal])
        .filter(about(subject))
        .order_by_desc(Column::Sequence)
}

/// A subject's events above a sequence, in order.
pub(super) fn chain(subject: Subject, after: u64) -> Select<Entity> {
    Entity::find()
        .filter(about(subject))
        .filter(Column::Sequence.gt(i64::try_from(after).unwrap_or(i64::MAX)))
        .order_by_asc(Column::Sequence)
}

/// The subjects of a workspace, each by its first event: a chain has exactly one, so nothing need be made distinct.
pub(super) fn firsts(workspace: WorkspaceId, after: Option<Subject>) -> Select<Entity> {
    Entity::find()
        .select_only()
        .columns([Column::Id, Column::SubjectKind, Column::SubjectId])
        .filter(Column::WorkspaceId.eq(workspace.as_uuid()))
        // Written out, because a partial index is not used for a parameter.
        .filter(Expr::col(Column::Sequence).eq(Expr::cust("1")))
        .apply_if(after, |query, last| {
            let same_kind = Column::SubjectKind.eq(last.kind()).and(Column::SubjectId.gt(last.uuid()));
            query.filter(Column::SubjectKind.gt(last.kind()).or(same_kind))
        })
        .order_by_asc(Column::SubjectKind)
        .order_by_asc(Column::SubjectId)
}

#[async_trait]
impl Events for SeaOrmStore {
    async fn event(&self, id: EventId) -> Result<Option<Event>> {
        one(self.reader(), Entity::find_by_id(id.as_uuid()), read).await
    }

    async fn last_event(&self, subject: Subject) -> Result<Option<EventPosition>> {
        let last = last(subject)
            .into_tuple::<(Uuid, i64, Vec<u8>)>()
            .one(self.reader())
            .await
            .map_err(driver::failure)?;
        let Some((id, sequence, bytes)) = last else { return Ok(None) };
        let row = Row::new("events", id);
        let sequence = row.ok("sequence", u64::try_from(sequence))?;
        Ok(Some(EventPosition { sequence, seal: seal(&row, bytes)? }))
    }

    async fn events_of(&self, subject: Subject, after: u64, limit: u32) -> Result<Vec<Event>> {
        let query = chain(subject, after).limit(capped(limit));
        all(self.reader(), query, read).await
    }

    async fn last_event_times(&self, subjects: &[Subject]) -> Result<Vec<(Subject, Timestamp)>> {
        let mut by_kind: BTreeMap<&str, Vec<Uuid>> = BTreeMap::new();
        for subject in subjects {
            by_kind.entry(subject.kind()).or_default().push(subject.uuid());
        }
        let mut times = Vec::new();
        for (kind, ids) in by_kind {
            for ids in ids.chunks(VALUES_PER_STATEMENT) {
                let lasts = last_of(kind, ids).all(self.reader()).await.map_err(driver::failure)?;
                for last in lasts {
                    let row = Row::new("events", last.id);
                    let subject = read_subject(&row, &last.subject_kind, last.subject_id)?;
                    times.push((subject, row.time("occurred_at", last.occurred_at)?));
                }
            }
        }
        Ok(times)
    }

    async fn events(&self, filter: &EventFilter, slice: Slice<EventId>) -> Result<Vec<Event>> {
        let query = sliced(matching(filter), Column::Id, &slice, |id| id.as_uuid());
        all(self.reader(), query, read).await
    }

    async fn events_onward(
        &self,
        filter: &EventFilter,
        after: Option<EventId>,
        limit: u32,
    ) -> Result<Vec<Event>> {
        all(self.reader(), onward(filter, after).limit(capped(limit)), read).await
    }

    async fn event_subjects(
        &self,
        workspace: WorkspaceId,
        after: Option<Subject>,
        limit: u32,
    ) -> Result<Vec<Subject>> {
        let firsts = firsts(workspace, after)
            .limit(capped(limit))
            .into_tuple::<(Uuid, String, Uuid)>()
            .all(self.reader())
            .await
            .map_err(driver::failure)?;
        firsts
            .into_iter()
            .map(|(id, kind, subject)| read_subject(&Row::new("events", id), &kind, subject))
            .collect()
    }
}

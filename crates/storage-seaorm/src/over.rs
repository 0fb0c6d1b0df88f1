//! What is over, by kind: the rows that a sweep takes away, and the order it takes them in.

use latchstring_domain::Timestamp;
use latchstring_domain::id::WorkspaceId;
use sea_orm::sea_query::{Alias, Expr, ExprTrait as _, Query};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DbErr, DeleteMany, EntityTrait, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, QueryTrait as _, Select, TryGetable,
};

use crate::entity::{
    bulks, flow_sessions, invitation_mails, invitations, kept_answers, marks, mfa_messages, outbox_entries,
    tallies, webhook_messages,
};

/// How many values one `IN` list takes.
const VALUES_PER_STATEMENT: u64 = 500;

/// Rows of a table that are over.
pub(crate) struct Over<E: EntityTrait> {
    which: Condition,
    order: E::Column,
    key: E::Column,
}

impl<E: EntityTrait> Over<E> {
    fn new(which: impl Into<Condition>, order: E::Column, key: E::Column) -> Self {
        Self { which: which.into(), order, key }
    }

    /// The keys of some of them.
    pub(crate) fn some(&self, limit: u32) -> Select<E> {
        let limit = Ord::min(u64::from(limit), VALUES_PER_STATEMENT);
        let keys = E::find().select_only().column(self.key).filter(self.which.clone());
        keys.order_by_asc(self.order).limit(limit)
    }

    pub(crate) async fn keys<K: TryGetable + Send + Sync>(
        &self,
        db: &impl ConnectionTrait,
        limit: u32,
    ) -> Result<Vec<K>, DbErr> {
        self.some(limit).into_tuple().all(db).await
    }

    /// Those that a read finds, as long as they are over. A table in between keeps the read apart from the table that is written to:
    /// MariaDB neither bounds a list that it deletes by nor reads from the table that it deletes from.
    pub(crate) fn found_by(&self, read: Select<E>) -> Condition {
        let found = Alias::new("found");
        let keys =
            Query::select().column((found.clone(), self.key)).from_subquery(read.into_query(), found).take();
        Condition::all().add(self.key.in_subquery(keys)).add(self.which.clone())
    }

    /// Some of them gone.
    pub(crate) fn delete(&self, limit: u32) -> DeleteMany<E> {
        E::delete_many().filter(self.found_by(self.some(limit)))
    }
}

pub(crate) fn marks(until: Timestamp) -> Over<marks::Entity> {
    use marks::Column;
    Over::new(Condition::all().add(Column::Until.lte(until.unix_millis())), Column::Until, Column::Key)
}

pub(crate) fn tallies(until: Timestamp) -> Over<tallies::Entity> {
    use tallies::Column;
    Over::new(Condition::all().add(Column::Until.lte(until.unix_millis())), Column::Until, Column::Key)
}

pub(crate) fn answers(until: Timestamp) -> Over<kept_answers::Entity> {
    use kept_answers::Column;
    Over::new(Condition::all().add(Column::Until.lte(until.unix_millis())), Column::Until, Column::Slot)
}

pub(crate) fn mfa_messages(until: Timestamp) -> Over<mfa_messages::Entity> {
    use mfa_messages::Column;
    Over::new(Condition::all().add(Column::ExpiresAt.lte(until.unix_millis())), Column::ExpiresAt, Column::Id)
}

pub(crate) fn flow_sessions(until: Timestamp) -> Over<flow_sessions::Entity> {
    use flow_sessions::Column;
    Over::new(Condition::all().add(Column::ExpiresAt.lte(until.unix_millis())), Column::ExpiresAt, Column::Id)
}

pub(crate) fn messages(workspace: WorkspaceId, until: Timestamp) -> Over<webhook_messages::Entity> {
    use webhook_messages::Column;
    let which = Condition::all()
        .add(Column::WorkspaceId.eq(workspace.as_uuid()))
        .add(Column::CreatedAt.lte(until.unix_millis()));
    Over::new(which, Column::CreatedAt, Column::Id)
}

pub(crate) fn finished_bulks(workspace: WorkspaceId, until: Timestamp) -> Over<bulks::Entity> {
    use bulks::Column;
    let which = Condition::all()
        .add(Column::WorkspaceId.eq(workspace.as_uuid()))
        .add(Column::Taken.eq(true))
        .add(Column::FinishedAt.lte(until.unix_millis()));
    Over::new(which, Column::Id, Column::Id)
}

pub(crate) fn staged_bulks(until: Timestamp) -> Over<bulks::Entity> {
    use bulks::Column;
    let which = Condition::all().add(Column::Taken.eq(false)).add(Column::CreatedAt.lte(until.unix_millis()));
    Over::new(which, Column::Id, Column::Id)
}

pub(crate) fn mails(workspace: WorkspaceId, until: Timestamp) -> Over<invitation_mails::Entity> {
    use invitation_mails::Column;
    let ended = invitations::Entity::find()
        .select_only()
        .column(invitations::Column::Id)
        .filter(invitations::Column::WorkspaceId.eq(workspace.as_uuid()))
        .filter(ended(until));
    let which = Condition::all()
        .add(Column::WorkspaceId.eq(workspace.as_uuid()))
        .add(Column::SettledAt.lte(until.unix_millis()))
        .add(Column::InvitationId.in_subquery(ended.into_query()));
    Over::new(which, Column::SettledAt, Column::Id)
}

/// Revoked, expired or used up by then: the last use was a change.
fn ended(until: Timestamp) -> Condition {
    use invitations::Column;
    let until = until.unix_millis();
    let used_up = Condition::all()
        .add(Expr::col(Column::UseCount).gte(Expr::col(Column::MaxUses)))
        .add(Column::UpdatedAt.lte(until));
    Condition::any().add(Column::RevokedAt.lte(until)).add(Column::ExpiresAt.lte(until)).add(used_up)
}

pub(crate) fn dead_letters(workspace: WorkspaceId, until: Timestamp) -> Over<outbox_entries::Entity> {
    use outbox_entries::Column;
    // Written out, because a partial index is not used for a parameter.
    let which = Condition::all()
        .add(Expr::col(Column::State).eq(Expr::cust("'parked'")))
        .add(Column::WorkspaceId.eq(workspace.as_uuid()))
        .add(Column::ParkedAt.lte(until.unix_millis()));
    Over::new(which, Column::Id, Column::Id)
}

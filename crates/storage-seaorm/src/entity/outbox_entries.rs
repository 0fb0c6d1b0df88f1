//! Promised work. `due_at` is when it can be claimed: `run_at` while it waits, the end of the lease while a worker
//! has it, nothing once it is parked.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox_entries")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub workspace_id: Uuid,
    pub task: String,
    pub subject_id: Uuid,
    pub run_at: i64,
    pub created_at: i64,
    pub state: String,
    pub due_at: Option<i64>,
    pub claims: i64,
    pub parked_reason: Option<String>,
    pub lane: String,
    /// None in what a program inserted that knows no queues.
    pub queue_id: Option<Uuid>,
    /// How many of its claims no longer count against it.
    pub forgiven: i64,
    /// None in what a program parked that did not write it down.
    pub parked_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

//! Invitations that were asked for at once.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "bulks")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub workspace_id: Uuid,
    pub created_by: String,
    pub created_at: i64,
    pub total: i64,
    pub created: i64,
    pub duplicates: i64,
    pub failed: i64,
    pub next_batch: i64,
    pub finished_at: Option<i64>,
    pub version: i64,
    /// Whether all of it was written down, so that it is there for readers.
    pub taken: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

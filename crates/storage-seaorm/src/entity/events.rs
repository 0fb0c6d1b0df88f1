//! The event log. Rows are added, never changed, but for what names somebody who is erased.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "events")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub workspace_id: Uuid,
    pub subject_kind: String,
    pub subject_id: Uuid,
    pub sequence: i64,
    pub kind: String,
    pub occurred_at: i64,
    pub actor_kind: String,
    pub actor: String,
    pub origin: String,
    pub automated: bool,
    pub data: String,
    pub seal: Vec<u8>,
    pub erased: Option<Vec<u8>>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

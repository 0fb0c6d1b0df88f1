use async_trait::async_trait;
use latchstring_domain::id::{InvitationId, InvitationMailId};
use latchstring_domain::invitation::InvitationMail;
use latchstring_storage::InvitationMails;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, Select};

use super::{Result, VALUES_PER_STATEMENT, all, one};
use crate::SeaOrmStore;
use crate::entity::invitation_mails::{Column, Entity};
use crate::row::invitation_mails::read;

pub(super) fn of(invitations: &[InvitationId]) -> Select<Entity> {
    Entity::find().filter(Column::InvitationId.is_in(invitations.iter().map(|id| id.as_uuid())))
}

#[async_trait]
impl InvitationMails for SeaOrmStore {
    async fn invitation_mail(&self, id: InvitationMailId) -> Result<Option<InvitationMail>> {
        one(self.reader(), Entity::find_by_id(id.as_uuid()), read).await
    }

    async fn mails_of(&self, invitations: &[InvitationId]) -> Result<Vec<InvitationMail>> {
        let mut mails = Vec::new();
        for invitations in invitations.chunks(VALUES_PER_STATEMENT) {
            mails.extend(all(self.reader(), of(invitations), read).await?);
        }
        mails.sort_by_key(|mail| mail.id);
        mails.dedup_by_key(|mail| mail.id);
        Ok(mails)
    }
}

mail-company = { $company }

mail-code-subject = { $company } : votre code
mail-code-why = Saisissez ce code sur la page vers laquelle { $company } vous a dirigé. Il montre que cette adresse est bien la vôtre.
mail-code-until =
    { $minutes ->
        [one] Il sert une seule fois, pendant une minute à partir de votre demande.
       *[other] Il sert une seule fois, pendant { $minutes } minutes à partir de votre demande.
    }
mail-code-unexpected = Vous n’avez pas demandé de code ? Quelqu’un a donc saisi votre adresse. Ignorez ce message et personne n’aura d’accès.

mail-connect-subject = { $company } : reliez votre compte d’énergie ou d’eau
mail-connect-subject-named = { $company } : reliez votre compte { $provider }
mail-connect-subject-general = { $company } : reliez votre compte
mail-connect-why = { $company } vous demande de relier votre compte d’énergie ou d’eau, pour que vos factures et vos consommations lui parviennent toutes seules. Cela prend environ trois minutes. Votre mot de passe est chiffré et ne sert qu’à cela.
mail-connect-why-named = { $company } vous demande de relier votre compte { $provider }, pour que vos factures et vos consommations lui parviennent toutes seules. Cela prend environ trois minutes. Votre mot de passe est chiffré et ne sert qu’à cela.
mail-connect-why-general = { $company } vous demande de relier votre compte, pour que ses données lui parviennent toutes seules. Cela prend environ trois minutes. Votre mot de passe est chiffré et ne sert qu’à cela.
mail-connect-button = Relier votre compte
mail-reconnect-subject = { $company } : reconnectez-vous à votre compte d’énergie ou d’eau
mail-reconnect-subject-named = { $company } : reconnectez-vous à { $provider }
mail-reconnect-subject-general = { $company } : reconnectez-vous à votre compte
mail-reconnect-why = La liaison avec votre compte d’énergie ou d’eau ne fonctionne plus. { $company } vous demande de vous reconnecter, ce qui prend environ une minute. Votre mot de passe est chiffré et ne sert qu’à cela.
mail-reconnect-why-named = La liaison avec votre compte { $provider } ne fonctionne plus. { $company } vous demande de vous reconnecter, ce qui prend environ une minute. Votre mot de passe est chiffré et ne sert qu’à cela.
mail-reconnect-why-general = La liaison avec votre compte ne fonctionne plus. { $company } vous demande de vous reconnecter, ce qui prend environ une minute. Votre mot de passe est chiffré et ne sert qu’à cela.
mail-reconnect-button = Se reconnecter
mail-remind-connect-subject = { $company } : rappel pour relier votre compte
mail-remind-reconnect-subject = { $company } : rappel pour vous reconnecter
mail-remind-why = Ceci est un rappel : le lien ci-dessous vous a déjà été envoyé et n’a pas encore été utilisé.
mail-handed-off = { $by } vous a transmis ceci.
mail-message = { $company } écrit :
mail-link = Ou copiez ce lien dans votre navigateur :
mail-expires = Le lien fonctionne jusqu’au { $date }.
mail-yours = Ce lien est le vôtre : il montre que vous lisez cette messagerie. Merci de ne pas le transférer.
mail-unexpected = Vous ne vous y attendiez pas ? Ignorez ce message, ou prévenez { $company }.

mail-test-subject = Un essai du courrier de { $host }
mail-test-why = Vous lisez ceci : le courrier de { $host } arrive donc bien. Une personne qui gère ce serveur l’a envoyé pour s’en assurer. Il n’y a rien à faire.
mail-test-unexpected = Vous ne connaissez pas ce serveur ? L’adresse a donc été mal saisie ; ignorez ce message.

mail-notice-link-subject = { $about } : quelqu’un demande un nouveau lien
mail-notice-connected-subject = { $about } : relié à { $provider }
mail-notice-link-expired = Un lien pour { $about } a expiré, et une personne qui l’a en demande un nouveau.
mail-notice-link-revoked = Un lien pour { $about } a été révoqué, et une personne qui l’a en demande un nouveau.
mail-notice-link-used = Un lien pour { $about } a déjà servi, et une personne qui l’a en demande un nouveau.
mail-notice-link-advice = Toute personne qui a un lien peut le demander : cela ne dit pas qui c’était. Envoyez un nouveau lien aux personnes à qui il était destiné.
mail-notice-connected = { $about } a une nouvelle connexion : un compte chez { $provider }.
mail-notice-link-id = Lien : { $name }
mail-notice-reference = Votre référence : { $name }
mail-notice-connection-id = Connexion : { $name }
mail-notice-unexpected = Vous recevez ce message parce que l’espace de travail { $company } a indiqué cette adresse pour les avis. La personne qui le gère peut la changer.

mail-unsubscribe = Ne plus recevoir de messages de { $company }

### Les pages des personnes invitées. Vouvoiement. Phrases courtes, sans jargon ; jamais de reproche.

## Everywhere

language-name = Français
skip = Aller au contenu
languages = Langue
languages-button = Changer
someone = l’entreprise qui vous a envoyé ce lien
new-tab = (s’ouvre dans un nouvel onglet)
day =
    { $day ->
        [1] 1er
       *[other] { $day }
    } { $month ->
        [1] janvier
        [2] février
        [3] mars
        [4] avril
        [5] mai
        [6] juin
        [7] juillet
        [8] août
        [9] septembre
        [10] octobre
        [11] novembre
       *[12] décembre
    } { $year }
powered-by = Propulsé par Latchstring

## Progress

progress = Votre progression
progress-done = terminé :
step-provider = Fournisseur
step-provider-general = Compte
step-sign-in = Connexion
step-sites = Sites
step-fields = Champs
step-codes = Codes
step-done = Terminé

## The line about safety, and the note behind it

assurance = Votre mot de passe est chiffré et ne sert qu’à recueillir ces données.
privacy-heading = Votre mot de passe et vos données
privacy-password = Ce que vous saisissez est chiffré pendant le trajet et là où c’est conservé. Cela ne sert qu’à une chose : se connecter chez votre fournisseur pour recueillir vos factures et vos consommations.
privacy-password-general = Ce que vous saisissez est chiffré pendant le trajet et là où c’est conservé. Cela ne sert qu’à une chose : se connecter au compte que vous reliez pour en recueillir les données.
privacy-gets = { $company } reçoit les factures, les consommations et les numéros de compte et de compteur. Aucun écran n’y montre votre mot de passe à qui que ce soit. Seul le logiciel qui se connecte pour recueillir ces données peut le lire.
privacy-gets-general = { $company } reçoit les données du compte que vous reliez. Aucun écran n’y montre votre mot de passe à qui que ce soit. Seul le logiciel qui se connecte pour recueillir ces données peut le lire.
privacy-stop = Vous pouvez arrêter à tout moment. Changez votre mot de passe chez votre fournisseur, ou demandez à { $company } de supprimer la liaison.
privacy-stop-general = Vous pouvez arrêter à tout moment. Changez-y votre mot de passe, ou demandez à { $company } de supprimer la liaison.
privacy-close = Retour à la page
assurance-elsewhere = Vous vous identifiez chez { $provider }. Nous ne voyons jamais votre mot de passe.
privacy-password-elsewhere = Vous vous identifiez sur la page de { $provider }, et votre mot de passe y reste. Ce que { $provider } nous laisse recueillir est chiffré pendant le trajet et là où c’est conservé. Cela ne sert qu’à une chose : vos factures et vos consommations.
privacy-password-elsewhere-general = Vous vous identifiez sur la page de { $provider }, et votre mot de passe y reste. Ce que { $provider } nous laisse recueillir est chiffré pendant le trajet et là où c’est conservé.
privacy-gets-elsewhere = { $company } reçoit les factures, les consommations et les numéros de compte et de compteur, mais aucun mot de passe.
privacy-gets-elsewhere-general = { $company } reçoit les données du compte que vous reliez, mais aucun mot de passe.
privacy-stop-elsewhere = Vous pouvez arrêter à tout moment. Retirez votre accord chez { $provider }, ou demandez à { $company } de supprimer la liaison.

## The panel beside the card

panel-heading = Ce qui va se passer
panel-sign-in = Vous vous connectez chez votre fournisseur
panel-sign-in-general = Vous vous connectez à votre compte
panel-sign-in-more = Avec l’identifiant et le mot de passe que vous avez déjà.
panel-sign-in-more-general = Avec les identifiants que vous y avez déjà.
panel-choose = Vous choisissez ce que vous partagez
panel-choose-general = Vous décidez de ce qui est relié
panel-choose-more = Rien n’est partagé avant que vous n’appuyiez sur « Relier ».
panel-choose-more-general = Seulement le compte auquel vous vous connectez, et rien d’autre.
panel-collect = Vos factures arrivent toutes seules
panel-collect-general = Vos données arrivent toutes seules
panel-collect-more = { $company } reçoit chaque nouvelle facture. Plus besoin d’envoyer de pièces jointes.
panel-collect-more-general = { $company } les reçoit de là. Plus aucun fichier à envoyer.
panel-reconnect-more = { $company } reçoit de nouveau chaque facture. Vos sites et votre historique restent tels quels.
panel-stop = Vous pouvez arrêter à tout moment : il suffit de fermer cette page.

## Landing

landing-title = Reliez votre compte
landing-title-reconnect = Reliez à nouveau votre compte
landing-heading = { $company } vous demande de relier votre compte d’énergie ou d’eau
landing-heading-general = { $company } vous demande de relier un compte
landing-heading-named = { $company } vous demande de relier votre compte { $utility }
landing-heading-reconnect = { $company } vous demande de relier à nouveau votre compte d’énergie ou d’eau
landing-heading-reconnect-named = { $company } vous demande de relier à nouveau votre compte { $utility }
landing-lead = Il vous faut l’identifiant et le mot de passe du site web de votre fournisseur.
landing-lead-general = Il vous faut les identifiants que vous utilisez pour ce compte.
landing-lead-reconnect = Identifiez-vous encore une fois chez votre fournisseur, et vos factures continueront d’arriver.
landing-message = Un message de { $company }
landing-facts = En bref
landing-gets = Vos factures et vos consommations seront transmises
landing-gets-general = Les données du compte que vous reliez seront transmises
landing-not = Aucun écran ne leur montre votre mot de passe
landing-time = Cela prend environ trois minutes
landing-time-reconnect = Cela prend environ une minute
landing-expires = Ce lien fonctionne jusqu’au { $date }
landing-start = Commencer
landing-continue = Continuer en tant que { $address }
landing-not-you = Ce n’est pas vous ?
landing-sent = Envoyé par { $company } le { $date }.
landing-unexpected = Vous ne vous y attendiez pas ? Fermez la page et rien ne se passera.

## A link for certain addresses

address-title = Votre adresse e-mail
address-heading = Quelle est votre adresse e-mail ?
address-lead = Ce lien est réservé à certaines adresses. Nous vous envoyons un code pour vérifier que la vôtre en fait partie.
address-field = Votre adresse e-mail
address-help = Celle à laquelle la demande vous est parvenue. Nous y envoyons un code.
address-button = M’envoyer un code
address-busy = Envoi en cours…
address-error-missing = Saisissez votre adresse e-mail.
address-error-form = Saisissez une adresse comme nom@example.com.

code-title = Saisissez le code
code-heading = Consultez votre messagerie
code-lead = Si ce lien est destiné à { $address }, un code est en route vers cette adresse. Il est valable dix minutes.
code-field = Code
code-help = Six chiffres. Regardez aussi parmi les messages indésirables.
code-button = Continuer
code-busy = Vérification…
code-again = Envoyer un autre code
code-again-wait = Vous pourrez en demander un autre dans { $time }.
code-other-address = Utiliser une autre adresse
code-error-missing = Saisissez le code reçu par e-mail.
code-error-form = Un code comporte six chiffres.
code-error-wrong = Ce n’est pas le code que nous avons envoyé.
code-error-wrong-next = Utilisez le message le plus récent : un ancien code ne fonctionne plus dès qu’un autre est envoyé.
code-error-void = Ce code ne peut plus être utilisé.
code-error-void-next = Demandez-en un autre ci-dessous.
code-error-soon = Un autre code pourra être envoyé dans { $time }.
code-left = { $count ->
    [one] Il reste un essai avec ce code.
   *[other] Il reste { $count } essais avec ce code.
}

## Passing the link on

hand-off-link = Transmettre à un collègue
hand-off-title = Transmettre à un collègue
hand-off-heading = Qui doit le faire à votre place ?
hand-off-lead = Si le lien peut être utilisé avec cette adresse, nous l’y envoyons. Vous pouvez toujours l’utiliser vous-même.
hand-off-field = Adresse e-mail de votre collègue
hand-off-button = Envoyer le lien
hand-off-back = Retour
hand-off-error-missing = Saisissez l’adresse e-mail de votre collègue.
hand-off-error-yourself = C’est votre propre adresse. Saisissez celle de votre collègue.
hand-off-done-title = Transmis
hand-off-done-heading = Transmis
hand-off-done-body = Si le lien peut être utilisé avec cette adresse, il est en route. Vous pouvez fermer cette page.
hand-off-yourself = Utiliser le lien moi-même
hand-off-too-many-title = Faisons une pause
hand-off-too-many-heading = Ce lien a été transmis trop souvent
hand-off-too-many-body = Pour que personne ne reçoive trop de messages, un lien ne peut être transmis qu’un certain nombre de fois. Vous pouvez toujours l’utiliser vous-même.

## A limited link on a server without mail

gated-title = Ce lien est réservé
gated-heading = Ce lien est réservé à certaines adresses e-mail
gated-body = Avant de l’ouvrir, nous enverrions un code à votre adresse. Ce serveur ne peut pas envoyer d’e-mails, le lien ne peut donc pas être utilisé ici.
gated-next = Demandez à { $company } un lien qui s’ouvre sans code.
gated-next-reference = Demandez à { $company } un lien qui s’ouvre sans code, en mentionnant cette référence.

## Provider

country = Pays
country-any = Tous les pays
provider-confirm-title = Est-ce votre fournisseur ?
provider-confirm-title-general = Votre compte est-il ici ?
provider-confirm-heading = Est-ce votre fournisseur ?
provider-confirm-heading-general = Votre compte est-il ici ?
provider-confirm-lead = { $company } pense que vos factures viennent d’ici.
provider-confirm-lead-general = { $company } reçoit les données du compte auquel vous vous connectez ici.
provider-confirm-yes = Oui, continuer
provider-confirm-other = En choisir un autre

provider-search-title = Choisissez votre fournisseur
provider-search-heading = Qui vous envoie vos factures ?
provider-search-lead = Cherchez le fournisseur par son nom ou par son site web.
provider-search-field = Nom ou site web
provider-search-button = Rechercher
provider-search-results = Résultats
provider-search-count = { $count ->
    [one] { $count } fournisseur trouvé
   *[other] { $count } fournisseurs trouvés
}
provider-search-first = { $count ->
    [one] Le premier fournisseur trouvé
   *[other] Les { $count } premiers fournisseurs trouvés
}
provider-search-more = Il y en a d’autres. Saisissez davantage du nom, ou choisissez le pays.
provider-search-several = Dans plusieurs pays
provider-search-anywhere = Partout
provider-search-none = Aucun fournisseur ne correspond à « { $query } »
provider-search-none-more = Essayez un nom plus court, vérifiez le pays, ou indiquez-nous le vôtre ci-dessous.
provider-search-none-narrowed = Essayez un nom plus court. Ce lien n’est ouvert que pour certains fournisseurs.
provider-unlisted = Le mien n’est pas dans la liste
provider-unlisted-lead = Indiquez-nous son nom et l’adresse de la page où vous vous connectez.
provider-unlisted-name = Nom du fournisseur
provider-unlisted-url = Adresse de la page de connexion
provider-unlisted-url-help = Elle commence par https://
provider-unlisted-button = Continuer
provider-error-name = Saisissez le nom du fournisseur.
provider-error-url = Saisissez l’adresse entière, en commençant par https://
provider-error-choice = Choisissez un fournisseur dans la liste, ou indiquez-nous le vôtre.
provider-error-refused = { $company } n’a pas ouvert ce lien pour ce fournisseur. Choisissez-en un autre.

## What a portal offers

connectors-title = Choisissez un compte
connectors-heading = Quel compte voulez-vous relier ?
connectors-heading-more = Voulez-vous relier un autre compte ?
connectors-lead = Choisissez où il se trouve. Vous vous connecterez à la page suivante.
connectors-lead-more = Choisissez où il se trouve, ou terminez ici.
connectors-list = Ce que vous pouvez relier
connectors-search = Nom ou site web
connectors-search-button = Rechercher
connectors-count = { $count ->
    [one] { $count } résultat
   *[other] { $count } résultats
}
connectors-no-match = Rien ne correspond.
connectors-none = Rien ne correspond à « { $query } »
connectors-none-more = Essayez un nom plus court. Lancez une recherche avec un champ vide pour tout revoir.
connectors-connected = Relié
connectors-finish = Terminer
connectors-error-none = Faites un choix dans la liste.
connectors-error-gone = Ce choix vient d’être retiré. Faites-en un autre.

## Sign in

sign-in-title = Se connecter à { $provider }
sign-in-heading = Connectez-vous à { $provider }
sign-in-button = Se connecter
sign-in-last = En vous connectant, vous reliez ce compte à { $company }.
sign-in-unchecked = Nous ne pouvons pas essayer ces identifiants maintenant. S’il y a un problème, { $company } vous recontactera.
sign-in-busy = Connexion à { $provider }…
sign-in-slow = Certains fournisseurs prennent jusqu’à une minute. Vous pouvez laisser cette page ouverte.
sign-in-forgot = Mot de passe oublié ?
sign-in-forgot-general = Connexion impossible ?
sign-in-reset = Réinitialisez-le sur { $domain }
sign-in-reset-general = Obtenez de l’aide sur { $domain }
sign-in-other = Ce n’est pas votre fournisseur ? Choisissez-en un autre
repair-none = Cette connexion fonctionne, vous n’avez rien à faire. Si vous vous identifiez quand même, elle est actualisée.
repair-password = { $provider } n’accepte plus le mot de passe que nous avons. Identifiez-vous avec celui qui est valable là-bas maintenant.
repair-new-password = { $provider } demande un nouveau mot de passe. Définissez-le d’abord là-bas, puis identifiez-vous ici avec celui-ci.
repair-more = { $provider } demande plus qu’avant à l’identification. Identifiez-vous et répondez à ce qui est demandé.
repair-code = { $provider } souhaite refaire sa vérification. Identifiez-vous et gardez votre téléphone ou votre messagerie à portée pour le code.
repair-username = La dernière fois, vous vous êtes identifié en tant que { $username }.
sign-in-other-general = Choisir un autre compte
sign-in-finish = Terminer sans celui-ci
sign-in-filled-mark = Rempli
sign-in-filled = Par { $company }. Laissez ce champ vide pour garder cette valeur, ou saisissez la vôtre.
sign-in-before = Précédé de :
sign-in-behind = Suivi de :
sign-in-consent = Oui, relier mon compte { $provider }
sign-in-consent-error = Cochez la case pour relier votre compte.
sign-in-select = Faites un choix
sign-in-yes = Oui
sign-in-no = Non
password-show = Afficher
password-hide = Masquer
password-of = { $label } : afficher ou masquer

error-heading = Veuillez vérifier ceci
error-title = À vérifier : { $title }
error-missing = Remplissez « { $label } ».
error-email = Saisissez une adresse e-mail, comme nom@example.com.
error-number = Saisissez un nombre dans « { $label } ».
error-url = Dans « { $label } », saisissez une adresse web complète, comme https://www.example.com.
error-form = Vérifiez « { $label } » : cela n’a pas la forme utilisée par { $provider }.
error-choice = Choisissez l’une des réponses à « { $label } ».
error-long = « { $label } » est plus long que ce qu’accepte un fournisseur. Vérifiez ce qui a été collé.
error-password = Ce mot de passe n’a pas fonctionné chez { $provider }.
error-password-general = { $provider } n’a pas accepté ces identifiants.
error-password-next = Vérifiez aussi l’identifiant, puis réessayez.
error-password-next-general = Vérifiez chaque champ, puis réessayez.
error-locked = { $provider } a bloqué ce compte.
error-locked-next = Débloquez-le sur { $domain }, puis reconnectez-vous ici.
error-declined = Vous ne nous avez pas donné accès chez { $provider }.
error-declined-next = Rien n’a été partagé. Vous pouvez réessayer et donner votre accord là-bas.
error-check = { $provider } a mis fin à sa vérification, la connexion n’a donc pas abouti.
error-check-next = Connectez-vous à nouveau : { $provider } reposera alors la question.
error-no-accounts = La connexion a fonctionné, mais { $provider } n’y associe aucun contrat.
error-no-accounts-next = Si vous y avez d’autres identifiants, utilisez ceux-là.
error-unsure = { $provider } a répondu d’une façon que nous ne comprenons pas encore.
error-unsure-next = Rien n’a été enregistré. Réessayez, ou revenez plus tard avec le même lien.
elsewhere-lead = Vous le faites sur la page de { $provider }, où vous acceptez que { $company } reçoive vos données. Nous ne voyons jamais votre mot de passe.
elsewhere-ask = Continuer
elsewhere-go = Continuer vers { $host }
elsewhere-back = Vous reviendrez ensuite ici.
elsewhere-tab = Continuer dans un nouvel onglet
elsewhere-tab-then = { $provider } ne peut s’ouvrir que dans un onglet à part. Revenez à cette page quand vous y aurez terminé.
elsewhere-tab-done = J’ai terminé dans l’autre onglet
returned-title = Un instant
returned-heading = Un instant
returned-lead = Vous revenez de { $provider }. Si rien ne se passe, appuyez sur le bouton.
returned-button = Continuer

## Challenge

challenge-title = Une vérification de plus par { $provider }
challenge-code-heading = Saisissez le code
challenge-code-sent = { $channel ->
    [sms] { $provider } a envoyé un code par SMS.
    [call] { $provider } vous appelle et dicte un code.
    [email] { $provider } a envoyé un code par e-mail.
    [app] Ouvrez l’application d’authentification que vous utilisez pour { $provider }.
   *[other] { $provider } demande un code.
}
challenge-code-sent-to = { $channel ->
    [sms] { $provider } a envoyé un code par SMS à { $destination }.
    [call] { $provider } appelle { $destination } et dicte un code.
    [email] { $provider } a envoyé un code par e-mail à { $destination }.
    [app] Ouvrez l’application d’authentification sur { $destination }.
   *[other] { $provider } a envoyé un code à { $destination }.
}
challenge-code-field = Code
challenge-code-digits = { $digits ->
    [one] { $digits } chiffre
   *[other] { $digits } chiffres
}
challenge-choice-heading = Comment voulez-vous recevoir votre code ?
challenge-choice-lead = { $provider } veut s’assurer que c’est bien vous.
challenge-choice-legend = Moyens de recevoir un code
challenge-method = { $channel ->
    [sms] SMS
    [call] Appel téléphonique
    [email] E-mail
    [app] Application d’authentification
   *[other] Un autre moyen
}
challenge-question-heading = Répondez à votre question de sécurité
challenge-question-lead = { $provider } demande ce que vous avez choisi à la création du compte.
challenge-password-heading = Choisissez un nouveau mot de passe
challenge-password-lead = { $provider } veut que vous le changiez maintenant. Le nouveau vous servira désormais là-bas aussi.
challenge-password-field = Nouveau mot de passe
challenge-button = Continuer
challenge-button-code = Envoyer le code
challenge-busy = Vérification auprès de { $provider }…
challenge-another-way = Choisir un autre moyen
challenge-restart = Recommencer
challenge-left = { $count ->
    [one] Il reste un essai. Ensuite, il faudra recommencer.
   *[other] Il reste { $count } essais.
}
challenge-error-code = Ce code n’a pas fonctionné.
challenge-error-code-next = Utilisez le plus récent : un ancien code ne fonctionne plus dès qu’un autre est envoyé.
challenge-error-answer = Cette réponse n’a pas fonctionné chez { $provider }.
challenge-error-password = { $provider } n’a pas accepté ce mot de passe.
challenge-error-password-next = Choisissez-en un autre qui respecte ses règles.
challenge-error-missing-code = Saisissez le code.
challenge-error-missing-answer = Saisissez votre réponse.
challenge-error-missing-password = Saisissez un nouveau mot de passe.
challenge-error-missing-choice = Choisissez l’un des moyens.

## Sites and types

sites-title = Choisissez ce que vous partagez
sites-heading = Choisissez ce que vous partagez
sites-lead = { $company } reçoit les factures et les consommations de ce qui est coché, et rien d’autre.
sites-lead-general = { $company } reçoit les données de ce qui est coché, et rien d’autre.
sites-only-types-lead = { $company } reçoit ces types de factures de votre compte, et rien d’autre.
sites-only-types-lead-general = { $company } reçoit ces données de votre compte, et rien d’autre.
sites-legend = Sites
sites-all = Tous les sites
sites-fixed = { $company } a fixé ces sites.
sites-search = Rechercher un site
sites-no-match = Aucun site ne correspond.
sites-types-legend = Types de factures
sites-types-legend-general = Types de données
sites-types-fixed = { $company } a fixé ces types.
sites-button = Relier
sites-button-next = Continuer
sites-button-count = { $count ->
    [0] Relier
    [one] Relier { $count } site
   *[other] Relier { $count } sites
}
sites-busy = Liaison en cours…
sites-error-site = Cochez au moins un site.
sites-error-type = Cochez au moins un type de facture.
sites-error-type-general = Cochez au moins un type de données.
sites-error-changed = La liste des sites a changé. Vérifiez ce qui est coché, puis envoyez à nouveau.

type-electricity = Électricité
type-gas = Gaz
type-water = Eau
type-waste = Déchets
type-fuel = Combustible
type-solar = Solaire
type-sewer = Assainissement
type-steam = Vapeur
type-chilled-water = Eau glacée
type-hot-water = Eau chaude

## Mapping fields

mapping-title = Associez les champs
mapping-heading = Associez les champs
mapping-lead = Indiquez quels champs de { $provider } contiennent ce dont { $company } a besoin. Vérifiez aussi ceux qui sont déjà associés.
mapping-target = { $company } a besoin de
mapping-source = De { $provider }
mapping-required = Obligatoire
mapping-choose = Choisissez un champ
mapping-nothing = Ne pas remplir
mapping-no-match = Aucun champ ne correspond.
mapping-button = Relier
mapping-back = Retour aux sites
mapping-error-missing = Choisissez un champ pour « { $label } ».
mapping-error-changed = Les listes de champs ont changé. Vérifiez les associations, puis envoyez à nouveau.

## Codes transférés

forwarding-title = Transférez les codes
forwarding-heading = Transférez les codes de { $provider }
forwarding-lead = { $provider } envoie un code par e-mail à chaque connexion. Si vous transférez ces e-mails, { $company } peut garder ce lien actif sans vous solliciter à chaque fois.
forwarding-step-address = Copiez cette adresse. Elle ne sert qu’à cette connexion.
forwarding-copy-address = l’adresse
forwarding-step-rule = Dans les réglages de la boîte qui reçoit les codes, créez une règle : ce qui vient de cet expéditeur est transféré à l’adresse ci-dessus.
forwarding-copy-sender = l’expéditeur
forwarding-confirm = Certains services de messagerie envoient d’abord un code à cette adresse pour la confirmer. C’est { $company } qui le reçoit : demandez-le-lui.
forwarding-copied = Copié
forwarding-step-test = Envoyez un essai : demandez un code à { $provider }, ou transférez vous-même un de ses e-mails à l’adresse.
forwarding-waiting = En attente du message d’essai…
forwarding-arrived = Le message d’essai est arrivé. Le transfert fonctionne.
forwarding-check = Vérifier à nouveau
forwarding-button = Continuer
forwarding-off = Les désactiver à la place
forwarding-off-how = Vous pouvez aussi désactiver les codes : connectez-vous à { $provider } et cherchez les codes de connexion ou la validation en deux étapes dans les réglages de sécurité. Puis indiquez-le ici.
forwarding-off-done = J’ai désactivé les codes
forwarding-later = Le faire plus tard
forwarding-later-note = Vous pouvez continuer sans cela. { $company } vous le redemandera quand un code sera nécessaire.
forwarding-error-off = Cochez la case une fois les codes désactivés.
forwarding-error-nothing = Aucun message n’est encore arrivé.
forwarding-error-nothing-next = Vérifiez la règle et l’adresse, puis renvoyez l’essai.

## Done

done-title = Relié
done-heading = Merci d’avoir relié votre compte d’énergie ou d’eau !
done-heading-general = Merci d’avoir relié votre compte !
done-heading-several = Merci d’avoir relié vos comptes !
done-lead = { $company } reçoit désormais vos factures et vos consommations de { $provider }, en général d’ici un jour. Vous n’avez plus rien à faire.
done-lead-general = { $company } reçoit désormais les données de votre compte { $provider }. Vous n’avez plus rien à faire.
done-lead-several = { $company } reçoit désormais les données de ces comptes. Vous n’avez plus rien à faire.
done-lead-reconnect = { $company } reçoit de nouveau vos factures et vos consommations de { $provider }, en général d’ici un jour. Vous n’avez plus rien à faire.
done-receipt = Récapitulatif
done-receipt-number = Récapitulatif { $number }
done-provider = Fournisseur
done-provider-general = Compte
done-sites = Sites
done-types = Factures
done-types-general = Données
done-date = Relié le
done-reference = Référence
done-another = Relier un autre compte
done-return = Revenir chez { $company }
done-close = Vous pouvez fermer cette page.
exit = Fermer

copy = Copier
copy-done = Copiée
copy-what = la référence

## Dead ends

dead-reference = Référence
dead-ask = Demandez un nouveau lien à { $company }.
dead-ask-reference = Demandez un nouveau lien à { $company }, en mentionnant cette référence.
dead-help-reference = Si cela se reproduit, donnez cette référence à { $company }.
dead-ask-button = Demander un nouveau lien à { $company }
dead-again = Réessayer
dead-start-again = Recommencer
dead-continue = Reprendre où vous en étiez
dead-finish = Terminer
dead-see-receipt = Voir ce que vous avez relié
dead-open-tab = Ouvrir dans un nouvel onglet

dead-expired-title = Ce lien a expiré
dead-expired-heading = Ce lien a expiré
dead-expired-body = Pour votre sécurité, les liens cessent de fonctionner au bout d’un certain temps.
dead-expired-body-on = Il a fonctionné jusqu’au { $date }. Pour votre sécurité, les liens cessent de fonctionner au bout d’un certain temps.

dead-revoked-title = Ce lien est fermé
dead-revoked-heading = { $company } a fermé ce lien
dead-revoked-body = Il ne peut plus être utilisé. Si l’on vous a demandé de relier un compte, vos messages contiennent peut-être un lien plus récent.

dead-used-title = Ce lien a déjà été utilisé
dead-used-heading = Ce lien a déjà été utilisé
dead-used-body = Si c’était vous, votre compte est relié et il n’y a plus rien à faire.
dead-used-body-on = Il a été utilisé pour la dernière fois le { $date }. Si c’était vous, votre compte est relié et il n’y a plus rien à faire.
dead-used-next = Quelque chose à corriger ? Demandez un nouveau lien à { $company }.
dead-used-ask = Quelque chose à corriger ? Prévenez { $company }.
dead-used-next-reference = Quelque chose à corriger ? Demandez un nouveau lien à { $company }, en mentionnant cette référence.

dead-unknown-title = Ce lien ne fonctionne pas
dead-unknown-heading = Ce lien ne fonctionne pas
dead-unknown-body = Il en manque peut-être une partie. Copiez le lien entier depuis le message et collez-le dans la barre d’adresse.

dead-timed-out-title = Le temps est écoulé
dead-timed-out-heading = Recommençons
dead-timed-out-body = Vous vous êtes absenté un moment : pour votre sécurité, nous avons oublié ce que vous aviez saisi. Rien n’a été partagé.

dead-session-title = Cette page est fermée
dead-session-heading = Cette page est fermée
dead-session-body = Pour votre sécurité, elle reste ouverte une heure, et seulement dans le navigateur où elle a été ouverte.
dead-session-next = Ouvrez à nouveau le lien de votre message : il montre où vous en êtes. Si vous revenez aussitôt ici, autorisez les cookies pour ce site web.

dead-unfinished-title = Encore un clic
dead-unfinished-heading = Vous êtes connecté
dead-unfinished-body = Nous n’avons pas pu terminer du premier coup. Appuyez sur le bouton et c’est fait.

dead-provider-down-title = Votre fournisseur ne répond pas
dead-provider-down-heading = { $provider } ne répond pas
dead-provider-down-body = Cela ne vient pas de votre mot de passe, et nous n’avons rien enregistré. Cela passe en général en moins d’une heure.
dead-provider-down-next = Le lien de votre message reste valable. Revenez plus tard avec lui si vous préférez.

dead-nothing-title = Rien à relier
dead-nothing-heading = Il n’y a plus rien à relier
dead-nothing-body = Ce à quoi servait ce lien a été retiré depuis son envoi.
dead-nothing-body-connected = Le reste de ce à quoi servait ce lien a été retiré. Ce que vous avez relié le reste.

dead-too-many-title = Faisons une pause
dead-too-many-heading = Trop d’essais pour l’instant
dead-too-many-body = Nous nous sommes arrêtés pour que votre compte ne soit pas bloqué. Rien n’a été enregistré.
dead-too-many-body-connected = Nous nous sommes arrêtés pour que votre compte ne soit pas bloqué. Ce que vous avez relié auparavant le reste.
dead-too-many-when = { $minutes ->
    [one] Revenez dans une minute avec le même lien.
   *[other] Revenez dans { $minutes } minutes avec le même lien.
}
dead-too-many-later = Revenez plus tard avec le même lien.

dead-codes-title = Faisons une pause
dead-codes-heading = Trop de codes pour l’instant
dead-codes-body = Pour que personne ne puisse deviner un code, le nombre d’envois et d’essais est limité. Rien n’a été partagé.

dead-asked-title = Nous avons transmis
dead-asked-heading = { $company } sait que vous souhaitez un nouveau lien
dead-asked-body = Si un nouveau lien est créé, il viendra de là, comme celui-ci. Vous pouvez fermer cette page.

dead-form-title = Veuillez renvoyer ceci
dead-form-heading = Veuillez renvoyer ceci
dead-form-body = La page était ouverte depuis trop longtemps, ou dans deux onglets ; nous n’avons donc pas pu être sûrs que cela venait de vous. Rien n’a été envoyé.
dead-form-next = Ouvrez à nouveau le lien de votre message.

dead-request-title = Nous n’avons pas pu lire cela
dead-request-heading = Nous n’avons pas pu lire ce que votre navigateur a envoyé
dead-request-body = C’était incomplet, trop grand ou d’une autre nature que prévu. Rien n’a été enregistré.
dead-request-next = Revenez en arrière et réessayez, ou ouvrez à nouveau le lien de votre message.

dead-server-title = Un problème est survenu
dead-server-heading = Un problème est survenu de notre côté
dead-server-body = Cela ne vient ni de vous ni de votre compte, et rien n’a été partagé. Veuillez réessayer dans quelques minutes.

dead-not-found-title = Il n’y a pas de page ici
dead-not-found-heading = Il n’y a pas de page ici
dead-not-found-body = Vérifiez l’adresse, ou ouvrez à nouveau le lien de votre message.

dead-cookies-title = Votre navigateur empêche cette page de fonctionner
dead-cookies-heading = Ouvrons ceci dans un onglet à part
dead-cookies-body = Votre navigateur ne permet pas à cette page de se rappeler où vous en êtes. C’est fréquent quand elle s’affiche à l’intérieur d’un autre site web.
dead-cookies-next = Si cela se produit là aussi, autorisez les cookies pour ce site web, puis ouvrez à nouveau le lien de votre message.

unsubscribe-title = Plus de messages
unsubscribe-heading = Ne plus envoyer de messages à { $address } ?
unsubscribe-lead = { $company } n’écrira plus à cette adresse, ni rappels ni nouveaux liens. Un code que vous demandez sur une page arrivera toujours.
unsubscribe-button = Ne plus recevoir de messages
unsubscribe-done-heading = C’est fait : plus de messages à { $address }
unsubscribe-done-lead = Si c’était une erreur, dites-le à { $company }, qui peut l’annuler.

# The mails of a server that somebody tries out, which are shown and not sent.
mails-heading = Messages
mails-lead = Un quickstart n’envoie aucun message. Ce qu’il aurait envoyé se trouve ici.
mails-none = Pas encore de message. Créez une invitation avec « sendEmail » ou demandez un code.
mails-from = De
mails-to = À
mails-at = Écrit
mails-shown = Le message tel que son lecteur le voit
mails-text = En texte brut
mails-raw = Télécharger
mails-back = Tous les messages

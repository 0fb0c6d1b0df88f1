mail-company = { $company }

mail-code-subject = { $company } : votre code
mail-code-why = Saisissez ce code sur la page vers laquelle { $company } vous a dirigé. Il montre que cette adresse est bien la vôtre.
mail-code-until =
    { $minutes ->
        [one] Il sert une seule fois, pendant une minute à partir de votre demande.
       *[other] Il sert une seule fois, pendant { $minutes } minutes à partir de votre demande.
    }
mail-code-unexpected = Vous n’avez pas demandé de code ? Quelqu’un a donc saisi votre adresse. Ignorez ce message et personne n’aura d’accès.

mail-company = { $company }

mail-code-subject = { $company }: su código
mail-code-why = Escriba este código en la página a la que le envió { $company }. Así se comprueba que esta dirección es suya.
mail-code-until =
    { $minutes ->
        [one] Sirve una sola vez, durante un minuto desde que lo pidió.
       *[other] Sirve una sola vez, durante { $minutes } minutos desde que lo pidió.
    }
mail-code-unexpected = ¿No pidió ningún código? Entonces alguien escribió su dirección. Ignore este correo y nadie podrá entrar.

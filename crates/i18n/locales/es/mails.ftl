mail-company = { $company }

mail-code-subject = { $company }: su código
mail-code-why = Escriba este código en la página a la que le envió { $company }. Así se comprueba que esta dirección es suya.
mail-code-until =
    { $minutes ->
        [one] Sirve una sola vez, durante un minuto desde que lo pidió.
       *[other] Sirve una sola vez, durante { $minutes } minutos desde que lo pidió.
    }
mail-code-unexpected = ¿No pidió ningún código? Entonces alguien escribió su dirección. Ignore este correo y nadie podrá entrar.

mail-connect-subject = { $company }: conecte su cuenta de servicios públicos
mail-connect-subject-named = { $company }: conecte su cuenta de { $provider }
mail-connect-subject-general = { $company }: conecte su cuenta
mail-connect-why = { $company } le pide que conecte su cuenta de servicios públicos, para recibir sus facturas y consumos sin más trámites. Se tarda unos tres minutos. Su contraseña se cifra y solo se usa para esto.
mail-connect-why-named = { $company } le pide que conecte su cuenta de { $provider }, para recibir sus facturas y consumos sin más trámites. Se tarda unos tres minutos. Su contraseña se cifra y solo se usa para esto.
mail-connect-why-general = { $company } le pide que conecte su cuenta, para recibir sus datos sin más trámites. Se tarda unos tres minutos. Su contraseña se cifra y solo se usa para esto.
mail-connect-button = Conectar su cuenta
mail-reconnect-subject = { $company }: vuelva a iniciar sesión en su cuenta de servicios públicos
mail-reconnect-subject-named = { $company }: vuelva a iniciar sesión en { $provider }
mail-reconnect-subject-general = { $company }: vuelva a iniciar sesión en su cuenta
mail-reconnect-why = La conexión con su cuenta de servicios públicos ha dejado de funcionar. { $company } le pide que vuelva a iniciar sesión; se tarda más o menos un minuto. Su contraseña se cifra y solo se usa para esto.
mail-reconnect-why-named = La conexión con su cuenta de { $provider } ha dejado de funcionar. { $company } le pide que vuelva a iniciar sesión; se tarda más o menos un minuto. Su contraseña se cifra y solo se usa para esto.
mail-reconnect-why-general = La conexión con su cuenta ha dejado de funcionar. { $company } le pide que vuelva a iniciar sesión; se tarda más o menos un minuto. Su contraseña se cifra y solo se usa para esto.
mail-reconnect-button = Volver a iniciar sesión
mail-remind-connect-subject = { $company }: recordatorio para conectar su cuenta
mail-remind-reconnect-subject = { $company }: recordatorio para volver a iniciar sesión
mail-remind-why = Esto es un recordatorio: ya le enviamos el enlace de abajo y aún no se ha utilizado.
mail-handed-off = { $by } le ha pasado esto.
mail-message = { $company } escribe:
mail-link = O copie este enlace en su navegador:
mail-expires = El enlace funciona hasta el { $date }.
mail-yours = Este enlace es suyo: muestra que usted lee este buzón. No lo reenvíe, por favor.
mail-unexpected = ¿No esperaba esto? Ignórelo o avise a { $company }.

mail-test-subject = Una prueba del correo de { $host }
mail-test-why = Si lee esto, el correo de { $host } llega. Lo ha enviado alguien que administra ese servidor para comprobarlo. No hay nada que hacer.
mail-test-unexpected = ¿No conoce ese servidor? Entonces alguien se equivocó al escribir la dirección; ignore este correo.

mail-notice-link-subject = { $about }: alguien pide un enlace nuevo
mail-notice-connected-subject = { $about }: conectado con { $provider }
mail-notice-link-expired = Un enlace de { $about } ha caducado y alguien que lo tiene pide uno nuevo.
mail-notice-link-revoked = Un enlace de { $about } fue revocado y alguien que lo tiene pide uno nuevo.
mail-notice-link-used = Un enlace de { $about } ya se usó y alguien que lo tiene pide uno nuevo.
mail-notice-link-advice = Cualquiera que tenga un enlace puede pedirlo, así que esto no dice quién fue. Envíe un enlace nuevo a las personas a las que iba dirigido.
mail-notice-connected = { $about } tiene una conexión nueva: una cuenta de { $provider }.
mail-notice-link-id = Enlace: { $name }
mail-notice-reference = Su referencia: { $name }
mail-notice-connection-id = Conexión: { $name }
mail-notice-unexpected = Recibe este correo porque el espacio de trabajo { $company } indicó esta dirección para los avisos. Quien lo administra puede cambiarlo.

mail-unsubscribe = No recibir más correos de { $company }

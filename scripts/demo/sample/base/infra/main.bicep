param location string = resourceGroup().location

resource exports 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'birkenhofexports'
  location: location
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    allowBlobPublicAccess: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }
}
